"""What to plan for the nearest impact that is no statement yet, and where it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from app.trajectories.lanes import Lane
from app.trajectories.queries import EX_POST_MILESTONE, Held, Planned
from evaluation import Moment
from evaluation.horizons import Standing


class PlanKind(StrEnum):
    DATES = "dates"
    MILESTONE = "milestone"  # to be added
    EARLY = "early"  # a milestone that comes before the horizon
    PLANNED = "planned"
    CAMPAIGN = "campaign"  # to be created
    UNDERWAY = "underway"
    SHORT = "short"  # an ex post was published and this impact had too few answers


@dataclass(frozen=True)
class Plan:
    """What to do for the nearest impact that is no statement yet."""

    kind: PlanKind
    lane: Lane
    milestone: Planned | None = None
    campaign: Held | None = None

    @property
    def right(self) -> str:
        """What one has to be able to do for its link to lead anywhere."""
        return "evaluate" if self.kind in (PlanKind.CAMPAIGN, PlanKind.UNDERWAY, PlanKind.SHORT) else "edit"

    def address(self, code: str) -> str:
        home = f"/projets/{code}"
        if self.kind is PlanKind.DATES:
            return f"{home}/modifier#starts_on"
        if self.kind is PlanKind.MILESTONE:
            return f"{home}/jalons/nouveau?{urlencode(self._milestone())}"
        if self.kind in (PlanKind.EARLY, PlanKind.PLANNED) and self.milestone:
            return f"{home}/jalons/{self.milestone.id}"
        return f"/campagnes/{self.campaign.id}" if self.campaign else f"{home}/campagnes/nouvelle?moment=ex_post"

    def _milestone(self) -> dict[str, str]:
        due_on = self.lane.horizon.reached_on
        title = f"Évaluation ex post, impact {self.lane.name.lower()}"
        return {"nature": EX_POST_MILESTONE, "intitule": title, "echeance": f"{due_on:%d/%m/%Y}" if due_on else ""}


def plan_for(lane: Lane, *, is_first: bool, campaigns: Sequence[Held], planned: Sequence[Planned]) -> Plan:
    reached = lane.horizon.reached_on
    if reached is None:
        return Plan(PlanKind.DATES, lane)
    ripe = [own for own in campaigns if own.moment is Moment.EX_POST and own.held_on >= reached]
    if underway := [own for own in ripe if not own.is_published]:
        return Plan(PlanKind.UNDERWAY, lane, campaign=underway[0])
    if lane.standing is Standing.POSSIBLE:
        foreseen = next((own for own in planned if own.due_on >= reached), None)
        return Plan(PlanKind.SHORT if ripe else PlanKind.CAMPAIGN, lane, milestone=foreseen)
    return _plan_ahead(lane, reached, planned if is_first else [own for own in planned if own.due_on >= reached])


def _plan_ahead(lane: Lane, reached: date, planned: Sequence[Planned]) -> Plan:
    """An early milestone only matters to the nearest impact: for the next ones it is of another evaluation."""
    for own in planned:
        if own.due_on >= reached:
            return Plan(PlanKind.PLANNED, lane, milestone=own)
    return Plan(PlanKind.EARLY, lane, milestone=planned[-1]) if planned else Plan(PlanKind.MILESTONE, lane)
