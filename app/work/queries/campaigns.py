"""Campaigns: who is silent, what may be opened, closed or published, and results to talk about."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import Date, and_, case, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from app.clock import PARIS
from app.models import Campaign, CampaignStatus, Moment, Organisation, Project, Respondent, Result
from app.web.filters import plural
from app.web.rights import Right
from app.work.lines import Act, Line
from app.work.queries.parts import Conditions, Found, Group, about, with_project
from app.work.scope import Scope
from app.work.words import closing_words, day_words, due_words, names_words, since_words

Step = tuple[str, str, str, str, Act]
"""Badge and tone, the day, what to know, the act."""
FRESH = timedelta(days=14)
NO_DAY = date(9999, 1, 1)
OPEN, CLOSED = CampaignStatus.OPEN, CampaignStatus.CLOSED
closing_day = func.coalesce(Campaign.closes_on, literal(NO_DAY, Date()), type_=Date())
invited = exists().where(Respondent.campaign_id == Campaign.id)
awaited = invited.where(Respondent.submitted_at.is_(None))


_OWN = Respondent.campaign_id == Campaign.id
_SILENT = (
    select(func.array_agg(aggregate_order_by(Organisation.name, Organisation.sort_name.asc())))
    .join(Respondent, Respondent.organisation_id == Organisation.id)
    .where(_OWN, Respondent.submitted_at.is_(None))
    .correlate(Campaign)
)
_INVITED = select(func.count(Respondent.id)).where(_OWN).correlate(Campaign)
TOLD = with_project(
    select(
        Campaign.id,
        Campaign.moment,
        Campaign.status,
        Campaign.opens_on,
        Campaign.closes_on,
        Campaign.closed_at,
        _SILENT.scalar_subquery().label("silent"),
        _INVITED.scalar_subquery().label("invited"),
    ),
    Project.id == Campaign.project_id,
)
PUBLISHED = with_project(
    select(Campaign.id, Campaign.moment, Result.published_at).join(Result, Result.campaign_id == Campaign.id),
    Project.id == Campaign.project_id,
)


def _answers(scope: Scope) -> Conditions:
    return Campaign.status == OPEN, closing_day >= scope.today, awaited, *scope.projects()


def _steps(scope: Scope) -> Conditions:
    """The next step is due: its day has come, or everyone has answered."""
    over = and_(Campaign.status == OPEN, or_(closing_day < scope.today, and_(invited, ~awaited)))
    to_open = and_(Campaign.status == CampaignStatus.PREPARATION, Campaign.opens_on <= scope.today)
    return or_(over, to_open, Campaign.status == CLOSED), *scope.projects()


def _results(scope: Scope) -> Conditions:
    """The last result of a campaign, while it is fresh and holds something to discuss."""
    newer = aliased(Result)
    return (
        Result.published_at >= datetime.combine(scope.today - FRESH, time(), PARIS),
        ~exists().where(newer.campaign_id == Result.campaign_id, newer.sequence > Result.sequence),
        Result.scores.path_exists("$.**.dialogue_questions[*]"),
        *scope.projects(),
    )


def _answers_line(row: Found, scope: Scope) -> Line:
    when, tone = closing_words(row.closes_on, scope.today)
    silent = row.silent or []
    answered = row.invited - len(silent)
    note = f"{plural(answered, 'réponse', 'réponses')} sur {row.invited}\u00a0; on attend {names_words(silent)}"
    act = Act("Relancer", f"/campagnes/{row.id}/suivi/relance", Right.EVALUATE)
    day = day_words(row.closes_on, scope.today)
    return Line(f"campagne-{row.id}", _what(row), f"/campagnes/{row.id}/suivi", when, tone, about(row), day, note, act)


def _step_line(row: Found, scope: Scope) -> Line:
    when, tone, day, note, act = STEP_WORDS[row.status](row, scope)
    return Line(f"campagne-{row.id}", _what(row), f"/campagnes/{row.id}", when, tone, about(row), day, note, act)


def _to_open(row: Found, scope: Scope) -> Step:
    when, tone = due_words(row.opens_on, scope.today)
    note = f"ouverture prévue, {plural(row.invited, 'partenaire', 'partenaires')}"
    act = Act("Ouvrir", f"/mon-travail/campagnes/{row.id}/ouverture", Right.EVALUATE, posts=True)
    return when, tone, day_words(row.opens_on, scope.today), note, act


def _to_close(row: Found, scope: Scope) -> Step:
    when, tone = closing_words(row.closes_on, scope.today)
    missing = names_words(row.silent or [])
    note = f"sans réponse\u00a0: {missing}" if missing else "tous les partenaires ont répondu"
    act = Act("Clore", f"/mon-travail/campagnes/{row.id}/cloture", Right.EVALUATE, posts=True)
    return when, tone, day_words(row.closes_on, scope.today), note, act


def _to_publish(row: Found, scope: Scope) -> Step:
    closed = row.closed_at.astimezone(PARIS).date() if row.closed_at else None
    when = f"close {since_words(closed, scope.today)}" if closed else "close"
    act = Act("Publier", f"/campagnes/{row.id}#publier", Right.PUBLISH)
    return when, "due", day_words(closed, scope.today), "réponses figées, résultats à publier", act


def _result_line(row: Found, scope: Scope) -> Line:
    published = row.published_at.astimezone(PARIS).date()
    when = f"publiés {since_words(published, scope.today)}"
    address = f"/campagnes/{row.id}/restitution"
    act = Act("Préparer l’échange", address, Right.CONSULT)
    return Line(f"resultat-{row.id}", _what(row), address, when, "info", about(row), act=act)


def _what(row: Found) -> str:
    return f"Évaluation {Moment(row.moment).label}"


STEP_WORDS = {CampaignStatus.PREPARATION: _to_open, CampaignStatus.OPEN: _to_close, CampaignStatus.CLOSED: _to_publish}
RANK = case({CampaignStatus.OPEN.value: 0, CampaignStatus.CLOSED.value: 1}, value=Campaign.status, else_=2)
OWN = Campaign.id.expression
ANSWERS = Group("reponses", "Réponses attendues", Right.CONSULT, TOLD, _answers, (closing_day, OWN), _answers_line)
STEPS = Group(
    "campagnes", "Campagnes à faire avancer", Right.CONSULT, TOLD, _steps, (RANK, closing_day, OWN), _step_line
)
RESULTS = Group("dialogue", "Points de dialogue à partager", Right.CONSULT, PUBLISHED, _results, (OWN,), _result_line)
