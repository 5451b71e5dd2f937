"""Templates filled, then sent back as any received file: recognised, planned, nothing being written."""

from sqlalchemy.orm import Session

from app.exchanges.imports.attempt import Decisions, attempt
from app.exchanges.templates import TEMPLATES, template_of
from app.projects.filters import PortfolioFilter
from imports.kinds import KINDS
from imports.mapping import FOLLOW_UP, SheetMapping
from imports.mapping.proposal import propose
from imports.projects.planned import State
from imports.projects.recorded import vocabulary_of
from imports.records.planned import WorkbookPlan
from imports.whole import apply_workbook
from imports.workbook import read_workbook
from tests.imports.templates.support import TODAY

NAMES = [FOLLOW_UP, *(name for name, (_, kinds) in TEMPLATES.items() if KINDS.keys() >= set(kinds))]
EVERYTHING = PortfolioFilter()
NOTHING_SAID = Decisions({}, {})


def filled(session: Session, name: str, chosen: PortfolioFilter = EVERYTHING) -> bytes:
    return template_of(session, name, filled=chosen, today=TODAY)


def recognised(session: Session, content: bytes) -> tuple[SheetMapping, ...]:
    return tuple(each for each in propose(read_workbook(content), vocabulary_of(session)) if each.kind)


def sent_back(session: Session, content: bytes) -> WorkbookPlan:
    return attempt(session, read_workbook(content), recognised(session, content), NOTHING_SAID).plan


def applied(session: Session, content: bytes) -> None:
    """Planned, then written."""
    made = attempt(session, read_workbook(content), recognised(session, content), NOTHING_SAID)
    assert made.plan.faults == ()
    apply_workbook(session, made.plan, made.existing, user=None, today=TODAY)


def states(plan: WorkbookPlan) -> dict[State, int]:
    return {state: plan.count(state) for state in State if plan.count(state)}
