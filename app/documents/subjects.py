"""What of its project a document may be about: offered as a list, carried as « milestone-12 », said in words."""

from collections.abc import Iterator

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from app.documents.service import About
from app.models import (
    Allocation,
    Campaign,
    Deliverable,
    Document,
    Investment,
    Milestone,
    Moment,
    Organisation,
    Partner,
    Project,
)
from app.models.document import ABOUT
from app.web.filters import NO_BREAK, date_fr, money

WORDS = {
    "milestone": "Jalon",
    "investment": "Investissement",
    "campaign": "Évaluation",
    "deliverable": "Livrable",
    "organisation": "Organisation",
}
WHOLE = "le projet"
Subject = tuple[str, str]


def key_of(document: Document) -> str:
    """Empty when it is about the project as a whole."""
    own = ((name.removesuffix("_id"), getattr(document, name)) for name in ABOUT)
    return next((f"{kind}-{number}" for kind, number in own if number is not None), "")


def about_of(key: str) -> About:
    kind, _, number = key.partition("-")
    return About(f"{kind}_id", int(number)) if kind in WORDS and number.isdecimal() else About()


def subjects_of(session: Session, project: Project, document: Document | None = None) -> list[Subject]:
    """Milestones by date, then money, evaluations, deliverables, organisations: those of today, and its own."""
    current = document.organisation_id if document else None
    parts = (
        _milestones(session, project.id),
        _investments(session, project.id),
        _campaigns(session, project.id),
        _deliverables(session, project.id),
        _organisations(session, project.id, current),
    )
    return [(key, f"{WORDS[key.partition('-')[0]]}{NO_BREAK}: {words}") for part in parts for key, words in part]


def words_of(session: Session, project: Project, document: Document) -> str:
    key = key_of(document)
    return dict(subjects_of(session, project, document)).get(key, WHOLE) if key else WHOLE


def _milestones(session: Session, project_id: int) -> Iterator[Subject]:
    statement = select(Milestone.id, Milestone.title, Milestone.due_on).where(Milestone.project_id == project_id)
    for number, title, due_on in session.execute(statement.order_by(Milestone.due_on, Milestone.id)):
        yield f"milestone-{number}", f"{title} ({date_fr(due_on)})"


def _investments(session: Session, project_id: int) -> Iterator[Subject]:
    statement = select(Investment.id, Investment.amount_eur, Investment.copil_number)
    for number, amount, copil in session.execute(
        statement.where(Investment.project_id == project_id).order_by(Investment.id)
    ):
        yield f"investment-{number}", money(amount) + (f" ({copil})" if copil else "")


def _campaigns(session: Session, project_id: int) -> Iterator[Subject]:
    statement = select(Campaign.id, Campaign.moment, Campaign.held_on).where(Campaign.project_id == project_id)
    for number, moment, held_on in session.execute(statement.order_by(Campaign.held_on, Campaign.id)):
        yield f"campaign-{number}", f"{Moment(moment).label} ({date_fr(held_on)})"


def _deliverables(session: Session, project_id: int) -> Iterator[Subject]:
    statement = select(Deliverable.id, Deliverable.title).where(Deliverable.project_id == project_id)
    for number, title in session.execute(statement.order_by(Deliverable.title, Deliverable.id)):
        yield f"deliverable-{number}", title


def _organisations(session: Session, project_id: int, current: int | None) -> Iterator[Subject]:
    """Partners and funders of the project."""
    partners = select(Partner.organisation_id).where(Partner.project_id == project_id)
    funders = select(Allocation.funder_id).join(Investment, Investment.id == Allocation.investment_id)
    both = union(partners, funders.where(Investment.project_id == project_id))
    statement = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(both.subquery().select()) | (Organisation.id == current)
    )
    for number, name in session.execute(statement.order_by(Organisation.sort_name, Organisation.id)):
        yield f"organisation-{number}", name
