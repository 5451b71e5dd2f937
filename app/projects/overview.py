"""What the page of a project says of it, beside the cards of the other features."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.investments.lines import InvestmentLine
from app.models import (
    Campaign,
    CampaignStatus,
    CommonObjective,
    Engineering,
    InnovationPhase,
    ListValue,
    Moment,
    PartnershipCategory,
    PartnershipMode,
    Project,
    ProjectStatus,
    Respondent,
    Scale,
    StatusMove,
    User,
)
from app.projects.status import Missing, may_be_abandoned, missing_before, next_status, previous_status


class Labels(NamedTuple):
    """The words of its single choices, none when not chosen."""

    scale: str | None
    phase: str | None
    category: str | None
    mode: str | None
    objective: str | None
    engineering: str | None


class Move(NamedTuple):
    from_status: str
    to_status: str
    reason: str
    moved_at: datetime
    by: str | None

    @property
    def before(self) -> ProjectStatus:
        return ProjectStatus(self.from_status)

    @property
    def after(self) -> ProjectStatus:
        return ProjectStatus(self.to_status)


class Asked(NamedTuple):
    """Its latest campaign that was opened, and how many answered."""

    id: int
    moment: str
    status: str
    answered: int
    invited: int

    @property
    def label(self) -> str:
        return Moment(self.moment).label

    @property
    def is_open(self) -> bool:
        return self.status == CampaignStatus.OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """Where the project may go from here."""

    next: ProjectStatus | None
    missing: Sequence[Missing]
    previous: ProjectStatus | None
    may_be_abandoned: bool


class Action(NamedTuple):
    """The one thing to do next; `right` is the one it asks for."""

    label: str
    address: str
    right: str


def read_labels(session: Session, project: Project) -> Labels:
    kinds: list[type[ListValue]] = [
        Scale,
        InnovationPhase,
        PartnershipCategory,
        PartnershipMode,
        CommonObjective,
        Engineering,
    ]
    columns = [
        Project.scale_code,
        Project.phase_code,
        Project.category_code,
        Project.mode_code,
        Project.objective_code,
        Project.engineering_code,
    ]
    statement = select(*(kind.label for kind in kinds)).select_from(Project).where(Project.id == project.id)
    for kind, column in zip(kinds, columns, strict=True):
        statement = statement.outerjoin(kind, kind.code == column)
    return Labels._make(session.execute(statement).one())


def read_moves(session: Session, project: Project) -> list[Move]:
    """The latest first."""
    rows = session.execute(
        select(StatusMove.from_status, StatusMove.to_status, StatusMove.reason, StatusMove.moved_at, User.name)
        .outerjoin(User, User.id == StatusMove.moved_by_id)
        .where(StatusMove.project_id == project.id)
        .order_by(StatusMove.moved_at.desc(), StatusMove.id.desc())
    )
    return [Move(*row) for row in rows]


def read_asked(session: Session, project: Project) -> Asked | None:
    row = session.execute(
        select(
            Campaign.id,
            Campaign.moment,
            Campaign.status,
            func.count(Respondent.submitted_at),
            func.count(Respondent.id),
        )
        .outerjoin(Respondent, Respondent.campaign_id == Campaign.id)
        .where(Campaign.project_id == project.id, Campaign.status != CampaignStatus.PREPARATION)
        .group_by(Campaign.id)
        .order_by(Campaign.held_on.desc(), Campaign.id.desc())
        .limit(1)
    ).one_or_none()
    return Asked(*row) if row else None


def read_step(session: Session, project: Project) -> Step:
    following = next_status(project.stage)
    missing = missing_before(session, project, following) if following else []
    return Step(following, missing, previous_status(project.stage), may_be_abandoned(project.stage))


def next_action(project: Project, step: Step, asked: Asked | None) -> Action | None:
    """What is missing before the next step; then the campaign while the project lives; then the step itself.

    A finished project is evaluated a last time before it closes.
    """
    waits_for_ex_post = project.stage is ProjectStatus.TERMINE and not (asked and asked.moment == Moment.EX_POST)
    if step.missing and not waits_for_ex_post:
        return Action(step.missing[0].link_label, step.missing[0].link, "edit")
    if asked and asked.is_open:
        return Action("Saisir les réponses", f"/campagnes/{asked.id}", "evaluate")
    if project.stage is ProjectStatus.EN_COURS or waits_for_ex_post:
        return Action("Ouvrir une campagne", f"/projets/{project.code}/campagnes/nouvelle", "evaluate")
    if step.next:
        return Action(f"Passer à «\u00a0{step.next.label}\u00a0»", "#etape", "edit")
    return None


def invested_label(investments: Sequence[InvestmentLine]) -> str:
    """« investis, COPIL n° 9 du 12/01/2023 »; with several, the last COPIL."""
    dated = [line for line in investments if line.copil_on is not None]
    if not dated:
        return "investis, sans date de COPIL" if investments else "investis"
    last = max(dated, key=lambda line: (line.copil_on, line.id))
    number = f" n°\u00a0{last.copil_number}" if last.copil_number else ""
    return f"investis, {'dernier ' if len(investments) > 1 else ''}COPIL{number} du {last.copil_on:%d/%m/%Y}"
