"""The trajectory of one project: its impacts, its campaigns, its levers, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.models import Project, ProjectStatus
from app.trajectories import queries
from app.trajectories.impacts import impacts_in_force
from app.trajectories.lanes import Lane, lane_of
from app.trajectories.plan import Plan, plan_for
from app.trajectories.queries import Held, LeverLine, Planned
from evaluation.horizons import Standing


@dataclass(frozen=True)
class Course:
    project: Project
    today: date
    lanes: tuple[Lane, ...]
    campaigns: tuple[Held, ...]
    planned: tuple[Planned, ...]
    levers: tuple[LeverLine, ...]

    @property
    def start(self) -> date | None:
        return self.project.starts_on

    @property
    def is_abandoned(self) -> bool:
        return self.project.stage is ProjectStatus.ABANDONNE

    @property
    def plan(self) -> Plan | None:
        """Of the nearest impact not stated; none when all are, or for a project that was abandoned."""
        waiting = next((lane for lane in self.lanes if lane.standing is not Standing.STATED), None)
        if waiting is None or self.is_abandoned:
            return None
        return plan_for(waiting, is_first=waiting is self.lanes[0], campaigns=self.campaigns, planned=self.planned)

    @property
    def described(self) -> int:
        return sum(line.record is not None for line in self.levers)


def read_course(session: Session, project: Project, today: date) -> Course:
    """Five queries, whatever was evaluated."""
    axes = impacts_in_force(session)
    observed = queries.observed_of(session, project.id, [axis.code for axis in axes])
    lanes = tuple(lane_of(axis, project.starts_on, today, observed) for axis in axes)
    return Course(
        project,
        today,
        lanes,
        queries.campaigns_held(session, project.id),
        queries.ex_post_planned(session, project.id),
        queries.levers_of(session, project.id),
    )
