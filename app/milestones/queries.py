"""The milestones of a project, with their state of the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.milestones.states import State, state_of
from app.models import Investment, Milestone, MilestoneKind, Organisation, Partner, Project


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    id: int
    kind: str
    title: str
    due_on: date
    done_on: date | None
    partner: str | None
    deliverable: str
    evidence: str
    version: int
    state: State

    @property
    def shown_on(self) -> date:
        return self.done_on or self.due_on


@dataclass(frozen=True, slots=True)
class MilestonesCard:
    lines: tuple[MilestoneLine, ...]
    done: int
    late: int

    @property
    def next(self) -> MilestoneLine | None:
        return next((line for line in self.lines if line.done_on is None), None)


def get_milestone(session: Session, project: Project, milestone_id: int) -> Milestone:
    found = session.get(Milestone, milestone_id)
    if found is None or found.project_id != project.id:
        back = f"/projets/{project.code}/jalons"
        raise NotFound("Ce jalon n’existe pas, ou plus.", back, "Revenir aux jalons")
    return found


def milestones_of(session: Session, project_id: int, today: date) -> tuple[MilestoneLine, ...]:
    statement = (
        select(
            Milestone.id,
            MilestoneKind.label.label("kind"),
            Milestone.title,
            Milestone.due_on,
            Milestone.done_on,
            Organisation.name.label("partner"),
            Milestone.deliverable,
            Milestone.evidence,
            Milestone.version,
        )
        .join(MilestoneKind, MilestoneKind.code == Milestone.kind_code)
        .outerjoin(Partner, Partner.id == Milestone.partner_id)
        .outerjoin(Organisation, Organisation.id == Partner.organisation_id)
        .where(Milestone.project_id == project_id)
        .order_by(Milestone.due_on, MilestoneKind.position, Milestone.id)
    )
    return tuple(
        MilestoneLine(**row, state=state_of(row["due_on"], row["done_on"], today))
        for row in session.execute(statement).mappings()
    )


def project_card(session: Session, project: Project) -> MilestonesCard:
    today = clock.today()
    lines = milestones_of(session, project.id, today)
    late = sum(line.state.tone == "late" for line in lines)
    return MilestonesCard(lines, sum(line.done_on is not None for line in lines), late)


def first_copil(session: Session, project_id: int) -> date | None:
    return session.scalar(select(func.min(Investment.copil_on)).where(Investment.project_id == project_id))


def kinds_present(session: Session, project_id: int) -> set[str]:
    return set(session.scalars(select(Milestone.kind_code).where(Milestone.project_id == project_id)))


def kind_choices(session: Session, current: str = "") -> Sequence[Row[str, str]]:
    """The kinds in use, and the one a record already has even when it was retired since."""
    offered = MilestoneKind.active | (MilestoneKind.code == current)
    statement = select(MilestoneKind.code, MilestoneKind.label).where(offered)
    return session.execute(statement.order_by(MilestoneKind.position, MilestoneKind.code)).all()


def partner_choices(session: Session, project_id: int) -> Sequence[Row[int, str]]:
    statement = (
        select(Partner.id, Organisation.name)
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.project_id == project_id)
    )
    return session.execute(statement.order_by(Organisation.sort_name, Partner.id)).all()
