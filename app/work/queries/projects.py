"""Projects that nobody follows, and finished ones that still owe a deliverable."""

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.models import Deliverable, Pillar, Project, ProjectStatus, User
from app.web.rights import Right
from app.wording import listed
from app.work.lines import Act, Line
from app.work.queries.parts import Conditions, Found, Group, about, with_people
from app.work.scope import Scope
from app.work.words import since_words

ENDED = (ProjectStatus.CAPITALISE, ProjectStatus.ABANDONNE)
KEYS = (Project.id.expression,)
FOLLOW = "Je m’en charge"


_TICKED = exists().where(
    Deliverable.project_id == Project.id, Deliverable.pillar_code == Pillar.code, Deliverable.done_on.is_not(None)
)
_LABELS = func.array_agg(aggregate_order_by(Pillar.label, Pillar.position.asc(), Pillar.code.asc()))
MISSING = select(_LABELS).where(Pillar.active, ~_TICKED).correlate(Project).scalar_subquery()
TOLD = with_people(select(Project.id, Project.status, Project.ends_on, MISSING.label("missing")).select_from(Project))


def _unfollowed(scope: Scope) -> Conditions:
    """By nobody, or by somebody whose account is closed since."""
    gone = or_(Project.referent_id.is_(None), User.active.is_(False))
    return gone, Project.status.not_in(ENDED), *scope.projects()


def _closing(scope: Scope) -> Conditions:
    return Project.status == ProjectStatus.TERMINE, MISSING.is_not(None), *scope.projects()


def _unfollowed_line(row: Found, scope: Scope) -> Line:
    note = f"le compte de {row.referent} est fermé" if row.referent else ""
    label = ProjectStatus(row.status).label.lower()
    act = Act(FOLLOW, f"/mon-travail/projets/{row.code}/referent", Right.EDIT, posts=True)
    address = f"/projets/{row.code}/modifier#referent_id"
    return Line(f"projet-{row.id}", row.project, address, label, "quiet", about(row), note=note, act=act)


def _closing_line(row: Found, scope: Scope) -> Line:
    over = row.ends_on is not None and row.ends_on <= scope.today
    when = f"fini {since_words(row.ends_on, scope.today)}" if over else "terminé"
    address = f"/projets/{row.code}/capitalisation"
    note = f"manque\u00a0: {listed(row.missing)}"
    act = Act("Compléter", address, Right.EDIT)
    return Line(f"cloture-{row.id}", "Livrables de clôture", address, when, "due", about(row), note=note, act=act)


UNFOLLOWED = Group(
    "sans-referent", "Projets sans référent", Right.EDIT, TOLD, _unfollowed, KEYS, _unfollowed_line, team_only=True
)
CLOSING = Group("cloture", "Projets terminés à capitaliser", Right.CONSULT, TOLD, _closing, KEYS, _closing_line)
