"""One impact of one project: where it stands, and what was published on each side of its horizon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.trajectories.impacts import short
from app.trajectories.queries import Observed
from evaluation import Axis, Status
from evaluation.horizons import Horizon, Observation, Standing, horizon


@dataclass(frozen=True)
class Lane:
    """One impact. `signal` and `statement`: the last score published before its horizon, and since."""

    name: str
    horizon: Horizon
    observed: tuple[Observed, ...]

    @property
    def code(self) -> str:
        return self.horizon.axis.code

    @property
    def standing(self) -> Standing:
        return self.horizon.standing

    @property
    def signal(self) -> Observed | None:
        return self._last(before=True)

    @property
    def statement(self) -> Observed | None:
        return self._last(before=False)

    def is_signal(self, own: Observed) -> bool:
        reached = self.horizon.reached_on
        return reached is None or own.held_on < reached

    def _last(self, *, before: bool) -> Observed | None:
        """The last published one, or the last that could not be."""
        side = [own for own in self.observed if self.is_signal(own) is before]
        published = [own for own in side if own.status is Status.PUBLISHED]
        return next(iter((published or side)[-1:]), None)


def lane_of(axis: Axis, start: date | None, today: date, observed: Sequence[Observed]) -> Lane:
    own = tuple(one for one in observed if one.axis == axis.code)
    spoken = [Observation(one.moment, one.held_on) for one in own if one.status is Status.PUBLISHED]
    return Lane(short(axis), horizon(axis, start, today, spoken), own)
