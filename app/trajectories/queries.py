"""What the trajectory of one project is made of: its campaigns, what they published, its milestones, its levers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.queries import current_results
from app.models import AxisResult, Campaign, Lever, Milestone, ModelLever, Project
from evaluation import Moment, Reading, Status

EX_POST_MILESTONE = "evaluation_ex_post"


class Held(NamedTuple):
    """A campaign of the project, published or not."""

    id: int
    moment: Moment
    held_on: date
    is_published: bool


class Observed(NamedTuple):
    """What one campaign published of one axis."""

    axis: str
    campaign_id: int
    moment: Moment
    held_on: date
    score: float | None
    status: Status
    confidence: str | None


class Planned(NamedTuple):
    """An ex post evaluation still to be done, as the milestones say it."""

    id: int
    title: str
    due_on: date


@dataclass(frozen=True)
class LeverLine:
    """One of the three, described or not."""

    lever: Lever
    record: ModelLever | None

    @property
    def label(self) -> str:
        return self.lever.label


def campaigns_held(session: Session, project_id: int) -> tuple[Held, ...]:
    """The oldest first."""
    current = current_results(select(Campaign.id).where(Campaign.project_id == project_id)).subquery()
    rows = session.execute(
        select(Campaign.id, Campaign.moment, Campaign.held_on, current.c.result_id)
        .outerjoin(current, current.c.campaign_id == Campaign.id)
        .where(Campaign.project_id == project_id)
        .order_by(Campaign.held_on, Campaign.id)
    )
    return tuple(Held(row.id, Moment(row.moment), row.held_on, row.result_id is not None) for row in rows)


def observed_of(session: Session, project_id: int, axes: Sequence[str]) -> tuple[Observed, ...]:
    """What is observed, never what was expected; the last result of each campaign speaks; the oldest first."""
    current = current_results(select(Campaign.id).where(Campaign.project_id == project_id)).subquery()
    rows = session.execute(
        select(
            AxisResult.axis,
            Campaign.id,
            Campaign.moment,
            Campaign.held_on,
            AxisResult.score,
            AxisResult.status,
            AxisResult.confidence,
        )
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .where(
            Campaign.project_id == project_id,
            AxisResult.reading == Reading.OBSERVED,
            AxisResult.axis.in_(axes),
        )
        .order_by(Campaign.held_on, Campaign.id)
    )
    return tuple(
        Observed(axis, campaign, Moment(moment), held_on, score, Status(status), confidence)
        for axis, campaign, moment, held_on, score, status, confidence in rows
    )


def ex_post_planned(session: Session, project_id: int) -> tuple[Planned, ...]:
    rows = session.execute(
        select(Milestone.id, Milestone.title, Milestone.due_on)
        .where(
            Milestone.project_id == project_id,
            Milestone.kind_code == EX_POST_MILESTONE,
            Milestone.done_on.is_(None),
        )
        .order_by(Milestone.due_on, Milestone.id)
    )
    return tuple(Planned(*row) for row in rows)


def levers_of(session: Session, project_id: int) -> tuple[LeverLine, ...]:
    """All three, in their order."""
    found = session.scalars(select(ModelLever).where(ModelLever.project_id == project_id))
    by_lever = {own.lever: own for own in found}
    return tuple(LeverLine(lever, by_lever.get(lever)) for lever in Lever)


def get_lever(session: Session, project: Project, lever: Lever) -> ModelLever | None:
    query = select(ModelLever).where(ModelLever.project_id == project.id, ModelLever.lever == lever)
    return session.scalar(query)
