"""What happened, is late and comes in the projects of a place, quarter by quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Select, case, cast, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from app.models import Campaign, Investment, Milestone, Project, ProjectStatus, Result
from app.regions.scope import ids_of

NAMED = 4
LANE, TOP = 42, 30
EDGE, SPAN = 2.0, 96.0


class Lane(StrEnum):
    """One line of the drawing; what is late is apart from what is done and what comes."""

    COPIL = "copil"
    DONE = "done"
    LATE = "late"
    COMING = "coming"
    CAMPAIGN = "campaign"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {
            "copil": "Investissements décidés",
            "done": "Jalons faits",
            "late": "Jalons en retard",
            "coming": "Jalons à venir",
            "campaign": "Campagnes",
            "published": "Évaluations publiées",
        }[self]


@dataclass(frozen=True)
class Moment:
    """What one lane holds in one quarter. `named`: (project’s code, its title, what) of the first ones."""

    starts_on: date
    lane: Lane
    count: int
    named: tuple[tuple[str, str, str], ...]

    @property
    def quarter(self) -> str:
        number = (self.starts_on.month + 2) // 3
        return f"{'1er' if number == 1 else f'{number}e'} trimestre {self.starts_on.year}"

    @property
    def more(self) -> int:
        return self.count - len(self.named)


@dataclass(frozen=True)
class Mark:
    """`x` in percent of the width, `y` in pixels."""

    x: float
    y: int
    moment: Moment


@dataclass(frozen=True)
class Course:
    moments: tuple[Moment, ...]
    today: date

    @property
    def lanes(self) -> list[tuple[Lane, int]]:
        """Those that hold something, with the height of each."""
        held = {own.lane for own in self.moments}
        return [(lane, TOP + LANE * place) for place, lane in enumerate(lane for lane in Lane if lane in held)]

    @property
    def height(self) -> int:
        return TOP + LANE * len(self.lanes) + 14

    @property
    def marks(self) -> list[Mark]:
        heights = dict(self.lanes)
        return [Mark(self._at(own.starts_on), heights[own.lane], own) for own in self.moments]

    @property
    def years(self) -> list[tuple[float, int]]:
        first, last = self._ends
        return [(self._at(date(year, 1, 1)), year) for year in range(first.year, last.year + 1)]

    @property
    def today_at(self) -> float:
        return self._at(self.today)

    @property
    def _ends(self) -> tuple[date, date]:
        """Whole years, from the first to the last, this one included."""
        years = [own.starts_on.year for own in self.moments] + [self.today.year]
        return date(min(years), 1, 1), date(max(years), 12, 31)

    def _at(self, day: date) -> float:
        first, last = self._ends
        return round(EDGE + SPAN * (day - first).days / (last - first).days, 2)

    def counted(self, lane: Lane) -> int:
        return sum(own.count for own in self.moments if own.lane is lane)


def course_of(session: Session, code: str, today: date) -> Course:
    """One query, of as many rows as there are quarters, whatever the number of projects."""
    events = union_all(*_events(ids_of(code), today)).cte("events")
    quarter = cast(func.date_trunc("quarter", events.c.day), Date).label("quarter")
    order = func.row_number().over(partition_by=(quarter, events.c.lane), order_by=(events.c.day, events.c.project_id))
    placed = select(events, quarter, order.label("place")).cte("placed")
    names = func.jsonb_build_array(Project.code, Project.title, placed.c.what)
    rows = session.execute(
        select(
            placed.c.quarter,
            placed.c.lane,
            func.count(),
            func.jsonb_agg(aggregate_order_by(names, placed.c.place)).filter(placed.c.place <= NAMED),
        )
        .join(Project, Project.id == placed.c.project_id)
        .group_by(placed.c.quarter, placed.c.lane)
        .order_by(placed.c.quarter)
    )
    return Course(tuple(_moments(rows.all())), today)


def _moments(rows: Sequence[Any]) -> list[Moment]:
    lanes = list(Lane)
    found = [Moment(day, Lane(lane), count, tuple(map(tuple, named))) for day, lane, count, named in rows]
    return sorted(found, key=lambda own: (own.starts_on, lanes.index(own.lane)))


def _events(ids: Select[int], today: date) -> list[Select[Any]]:
    """(project, day, lane, what). An abandoned project is late of nothing, and nothing comes of it."""
    done, late = Milestone.done_on.is_not(None), Milestone.due_on < today
    lane = case((done, Lane.DONE.value), (late, Lane.LATE.value), else_=Lane.COMING.value)
    alive = Project.status != ProjectStatus.ABANDONNE
    published = func.min(cast(func.timezone("Europe/Paris", Result.published_at), Date))
    return [
        select(Investment.project_id, Investment.copil_on.label("day"), literal(Lane.COPIL.value).label("lane"),
               literal("").label("what"))
        .where(Investment.project_id.in_(ids), Investment.copil_on.is_not(None)),
        select(Milestone.project_id, func.coalesce(Milestone.done_on, Milestone.due_on), lane, Milestone.title)
        .join(Project, Project.id == Milestone.project_id)
        .where(Milestone.project_id.in_(ids), done | alive),
        select(Campaign.project_id, Campaign.held_on, literal(Lane.CAMPAIGN.value), Campaign.moment)
        .where(Campaign.project_id.in_(ids)),
        select(Campaign.project_id, published, literal(Lane.PUBLISHED.value), Campaign.moment)
        .join(Result, Result.campaign_id == Campaign.id)
        .where(Campaign.project_id.in_(ids))
        .group_by(Campaign.id),
    ]  # fmt: skip
