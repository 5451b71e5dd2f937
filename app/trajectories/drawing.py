"""Where things stand on the line of a project, in percentages: each horizon takes an equal share of the width.

On a line of 28 years the first 18 months would be a twentieth: the scale closes up at each horizon, and says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.trajectories.course import Course
from app.trajectories.lanes import Lane
from app.trajectories.words import duration
from app.web.filters import date_fr
from evaluation import Moment
from evaluation.confidence import whole_months

FIRST, LAST = 2.0, 97.0
SEASON = 84
"""Months: the longest horizon is counted in seasons of seven years (matrice des trajectoires, 2023)."""
TOP, LANE, FOOT = 56, 76, 92


@dataclass(frozen=True)
class Tick:
    """`is_horizon`: one at which an impact becomes a statement; the others mark a season."""

    x: float
    label: str
    day: str
    is_horizon: bool


@dataclass(frozen=True)
class Mark:
    """`kind`: a shape of the legend."""

    x: float
    kind: str
    label: str


@dataclass(frozen=True)
class LaneDrawing:
    lane: Lane
    y: int
    x: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Drawing:
    ticks: tuple[Tick, ...]
    lanes: tuple[LaneDrawing, ...]
    campaigns: tuple[Mark, ...]
    today: float | None
    height: int
    first: float = FIRST
    last: float = LAST

    @property
    def foot(self) -> int:
        return self.height - FOOT


def drawing_of(course: Course) -> Drawing:
    months = sorted({lane.horizon.months for lane in course.lanes if lane.horizon.months})
    place = _Place(course.start, months)
    lanes = tuple(
        LaneDrawing(lane, TOP + LANE * n, place.of(lane.horizon.months), tuple(_scores(lane, place)))
        for n, lane in enumerate(course.lanes)
    )
    return Drawing(
        ticks=tuple(_ticks(course.lanes, months, place)),
        lanes=lanes,
        campaigns=tuple(_campaigns(course, place)),
        today=place.on(course.today),
        height=TOP + LANE * len(lanes) + FOOT,
    )


@dataclass(frozen=True)
class _Place:
    """From a number of months, or a day, to a place on the line."""

    start: date | None
    horizons: Sequence[int]

    def of(self, months: float) -> float:
        bounds = [0, *self.horizons]
        share = (LAST - FIRST) / max(len(self.horizons), 1)
        for n, (low, high) in enumerate(pairwise(bounds)):
            if months <= high:
                return round(FIRST + share * (n + max(months - low, 0) / (high - low)), 2)
        return 100.0 if months > bounds[-1] else FIRST

    def on(self, day: date) -> float | None:
        """A day before the start stands at the start."""
        if self.start is None:
            return None
        whole = max(whole_months(self.start, day), 0)
        return self.of(whole + min(max((day - self.start).days - whole * 30.44, 0), 30) / 31)


def _ticks(lanes: Sequence[Lane], months: Sequence[int], place: _Place) -> Iterator[Tick]:
    days = {lane.horizon.months: lane.horizon.reached_on for lane in lanes}
    for own in months:
        day = days.get(own)
        yield Tick(place.of(own), duration(own), f"{day:%m/%Y}" if day else "", True)
    longest = max(months, default=0)
    for season in range(SEASON, longest if longest % SEASON == 0 else 0, SEASON):
        if season not in months:
            yield Tick(place.of(season), str(season // 12), "", False)


def _scores(lane: Lane, place: _Place) -> Iterator[Mark]:
    for own in lane.observed:
        x = place.on(own.held_on)
        if x is not None and own.status.shows_number:
            kind = "signal" if lane.is_signal(own) else "constat"
            yield Mark(
                x, kind, f"{own.moment.label} du {date_fr(own.held_on)}\u00a0: {own.status.label.lower()}, {kind}"
            )


def _campaigns(course: Course, place: _Place) -> Iterator[Mark]:
    for held in course.campaigns:
        x = place.on(held.held_on)
        if x is not None:
            state = "publiée" if held.is_published else "pas encore publiée"
            kind = held.moment if held.is_published else f"{held.moment} waiting"
            yield Mark(x, kind, f"{held.moment.label} du {date_fr(held.held_on)}, {state}")
    for own in course.planned:
        x = place.on(own.due_on)
        if x is not None:
            yield Mark(x, f"{Moment.EX_POST} planned", f"{own.title}, prévu le {date_fr(own.due_on)}")
