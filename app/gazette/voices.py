"""What alliances agreed to be told of them in a month: comments quoted, and stories whose texts they read."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, String, cast, func, select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.assessments.queries.results import current_results
from app.capitalisation.queries import AGREED_LABELS, agreed_texts
from app.capitalisation.readiness import FINISHED
from app.gazette.facts import About, Said, Told
from app.gazette.months import Month
from app.models import (
    Answer,
    Campaign,
    CaseAgreement,
    CaseStudy,
    GazetteItem,
    Profile,
    Project,
    Reading,
    Region,
    Respondent,
    Result,
)
from app.restitution.disclosure import Circle, Quote, least_of, quotes_for
from app.restitution.queries import invited_by_profile
from evaluation import Grid

Found = Row[*tuple[Any, ...]]
ABOUT = (Project.code, Project.title, Project.territory_label, Region.label.label("region"))


def said_in(session: Session, month: Month, counted: Collection[str]) -> list[Said]:
    """Of campaigns whose last publication is of the month, what was written before it and may be quoted outside."""
    rows = _comments(session, month, counted)
    grids = grids_of(session, {row.grid_reference for row in rows})
    invited = invited_by_profile(session, {row.campaign_id for row in rows})
    return [said for row in rows for said in _said(row, grids[row.grid_reference], invited[row.campaign_id])]


def told_in(session: Session, month: Month) -> list[Told]:
    """Of a finished project, the last agreement on its case, not withdrawn, over texts that have not moved since."""
    last = select(func.max(CaseAgreement.id)).group_by(CaseAgreement.case_id)
    rows = session.execute(
        select(CaseAgreement, CaseStudy, Project, Region.label)
        .join(CaseStudy, CaseStudy.id == CaseAgreement.case_id)
        .join(Project, Project.id == CaseStudy.project_id)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(CaseAgreement.id.in_(last), CaseAgreement.withdrawn_at.is_(None), Project.status.in_(FINISHED))
        .where(CaseAgreement.agreed_on >= month.first, CaseAgreement.agreed_on < month.after)
        .order_by(CaseAgreement.agreed_on, Project.code)
    )
    return [
        Told(
            agreement.id,
            About(project.code, project.title, project.territory_label, region or ""),
            case.title,
            case.summary,
        )
        for agreement, case, project, region in rows
        if _is_as_agreed(agreement, case, project) and case.title
    ]


def about(row: Found) -> About:
    return About(row.code, row.title, row.territory_label, row.region or "")


def taken_back(session: Session, items: Iterable[GazetteItem]) -> set[int]:
    """The items that quote someone who no longer agrees: two queries, whatever their number."""
    quotes = [own for own in items if own.source_table == "answer"]
    stories = [own for own in items if own.source_table == "case_agreement"]
    allowed, live = _allowed(session, quotes), _live(session, stories)
    gone = [own.id for own in quotes if own.source_key not in allowed]
    return {*gone, *(own.id for own in stories if own.source_key not in live)}


def _allowed(session: Session, quotes: Sequence[GazetteItem]) -> set[str]:
    key = func.concat_ws(":", Answer.respondent_id, Answer.reading, Answer.question_code)
    respondents = {int(own.source_key.partition(":")[0]) for own in quotes}
    found = (
        select(key)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .where(Answer.respondent_id.in_(respondents), Respondent.quotes_allowed, Answer.comment != "")
    )
    return set(session.scalars(found)) if quotes else set()


def _live(session: Session, stories: Sequence[GazetteItem]) -> set[str]:
    last = select(func.max(CaseAgreement.id)).group_by(CaseAgreement.case_id)
    keys = [own.source_key for own in stories]
    found = select(cast(CaseAgreement.id, String)).where(
        CaseAgreement.id.in_(last), CaseAgreement.withdrawn_at.is_(None), cast(CaseAgreement.id, String).in_(keys)
    )
    return set(session.scalars(found)) if stories else set()


def _comments(session: Session, month: Month, counted: Collection[str]) -> Sequence[Found]:
    last = current_results().subquery()
    return session.execute(
        select(
            Respondent.campaign_id, Result.grid_reference, Answer.respondent_id, Answer.question_code, Answer.reading,
            Answer.comment, Respondent.profile_code, Profile.label.label("profile"), Respondent.quotes_allowed, *ABOUT,
        )
        .join_from(Answer, Respondent, Respondent.id == Answer.respondent_id)
        .join(Profile, Profile.code == Respondent.profile_code)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .outerjoin(Region, Region.code == Project.region_code)
        .join(last, last.c.campaign_id == Campaign.id)
        .join(Result, Result.id == last.c.result_id)
        .where(Result.published_at >= month.starts_at, Result.published_at < month.ends_at)
        .where(Answer.comment != "", Respondent.quotes_allowed, Answer.answered_at <= Result.published_at)
        .where(Project.status.in_(counted))
        .order_by(Result.published_at, Project.code, Campaign.id, Answer.reading, Answer.question_code, Answer.comment)
    ).all()  # fmt: skip


def _said(row: Found, grid: Grid, invited: Mapping[str, int]) -> Iterator[Said]:
    quote = Quote(row.question_code, row.reading, row.comment, row.profile_code, "", row.quotes_allowed)
    for shown in quotes_for(Circle.OUTSIDE, [quote], invited, least_of(grid)):
        yield Said(
            key=f"{row.respondent_id}:{row.reading}:{row.question_code}",
            about=about(row),
            text=shown.text.strip(),
            profile=row.profile if shown.profile else "",
            reading=Reading(row.reading).label,
            axis=grid.axis_of_question[row.question_code].label,
        )


def _is_as_agreed(agreement: CaseAgreement, case: CaseStudy, project: Project) -> bool:
    now = agreed_texts(project, case)
    return all(agreement.texts.get(name) == now[name] for name in AGREED_LABELS)
