"""The projects behind one figure of the trajectories, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.choice import clean
from app.errors import NotFound
from app.keyset import read_page
from app.models import Project, ProjectStatus, Region
from app.projects.filters import PortfolioFilter
from app.trajectories.impacts import impacts_in_force
from app.trajectories.periods import Period, asked_period
from app.trajectories.portfolio import Standings, followed, narrowed, order_key, standings
from evaluation import Axis
from evaluation.horizons import Standing

HERE = "/trajectoires/projets"
SIZE = 50


class Line(NamedTuple):
    id: int
    code: str
    title: str
    region: str | None
    status: str
    starts_on: date | None
    reached_on: date | None
    stated_on: date | None
    state: str

    @property
    def standing(self) -> Standing:
        return Standing(self.state)

    @property
    def stage(self) -> ProjectStatus:
        return ProjectStatus(self.status)


@dataclass(frozen=True)
class Wanted:
    """`axe`, `etat`, `periode`, and the filters of the portfolio."""

    chosen: PortfolioFilter
    axis: str
    standing: Standing | None
    period: Period | None

    @property
    def hidden(self) -> dict[str, str]:
        own = {"axe": self.axis, "etat": self.standing or "", "periode": self.period.key if self.period else ""}
        return {name: str(value) for name, value in own.items() if value}

    def address(self, **more: str) -> str:
        return f"{HERE}?{self.chosen.query(**self.hidden, **more)}"


class Listed(NamedTuple):
    axis: Axis
    lines: tuple[Line, ...]
    total: int
    previous: str
    next: str


def wanted_of(query: Mapping[str, str]) -> Wanted:
    state = query.get("etat", "")
    return Wanted(
        PortfolioFilter.from_query(query),
        clean(query.get("axe", "")),
        Standing(state) if state in list(Standing) else None,
        asked_period(query.get("periode", "")),
    )


def read_listed(session: Session, wanted: Wanted, today: date, *, after: str = "", before: str = "") -> Listed:
    """The nearest horizon first; those without a start come last."""
    axes = impacts_in_force(session)
    axis = next((axis for axis in axes if axis.code == wanted.axis), None)
    if axis is None:
        raise NotFound("Cet impact n’a pas d’horizon dans la grille.", "/trajectoires", "Voir les trajectoires")
    found = standings(followed(wanted.chosen), [axis], today)
    kept = narrowed(found, axis.code, wanted.standing or "", wanted.period)
    total = session.scalar(select(func.count()).select_from(kept.subquery())) or 0
    page = read_page(session, kept, [order_key(found), Project.id.expression], after=after, before=before, size=SIZE)
    lines = _lines(session, found, page.ids)
    return Listed(axis, tuple(lines[number] for number in page.ids), total, page.previous, page.next)


def _lines(session: Session, found: Standings, ids: tuple[int, ...]) -> dict[int, Line]:
    rows = session.execute(
        select(
            Project.id,
            Project.code,
            Project.title,
            Region.label,
            Project.status,
            Project.starts_on,
            found.c.reached_on,
            found.c.held_on,
            found.c.standing,
        )
        .join(found.table, found.c.project_id == Project.id)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(Project.id.in_(ids))
    )
    return {row[0]: Line(*row) for row in rows}
