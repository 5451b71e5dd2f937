"""The list of projects: one page of rows, the totals of what is filtered, the choices of the filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.kept import Kept
from app.keyset import Page, read_page
from app.models import (
    Organisation,
    Partner,
    Project,
    ProjectStatus,
    Region,
)
from app.projects import figures
from app.projects.details import read_details
from app.projects.filters import PortfolioFilter, matching_projects
from app.projects.sorting import Sort, sort_keys
from app.projects.totals import totals_statement

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One project in the list, as the columns of its statement come. `more`: what other columns ask for, by name."""

    id: int
    code: str
    title: str
    territory_label: str
    status: str
    region: str | None
    leader_id: int | None
    leader: str | None
    starts_on: date | None
    committed: Decimal
    paid: Decimal
    due: Decimal
    late_milestones: int
    late_instalments: int
    invited: int
    answered: int
    next_due: date | None
    more: Mapping[str, Any] = field(default_factory=dict)

    def value(self, column: str) -> Any:
        """What a column shows, before it is put in words."""
        own = OWN.get(column)
        return getattr(self, own) if own else self.more.get(column)

    @property
    def stage(self) -> ProjectStatus:
        return ProjectStatus(self.status)

    @property
    def is_late(self) -> bool:
        return self.late_milestones > 0 or self.late_instalments > 0

    @property
    def region_shown(self) -> str:
        return self.region or "Interrégional"

    @property
    def remaining(self) -> Decimal:
        return self.committed - self.paid


# The columns whose value is the line's own: name of the column → of the attribute.
OWN = {
    "code": "code",
    "lieu": "territory_label",
    "region": "region_shown",
    "engage": "committed",
    "verse": "paid",
    "du": "due",
    "reste": "remaining",
    "echeance": "next_due",
    "debut": "starts_on",
    "jalons-retard": "late_milestones",
    "tranches-dues": "late_instalments",
}


class Totals(NamedTuple):
    projects: int
    committed: Decimal
    paid: Decimal
    due: Decimal
    late: int
    awaiting: int
    of_all: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    lines: tuple[Line, ...]
    totals: Totals
    previous: str
    next: str


def read_portfolio(
    session: Session,
    chosen: PortfolioFilter,
    sort: Sort,
    *,
    today: date,
    after: str = "",
    before: str = "",
    size: int = PAGE_SIZE,
    groups: Sequence[str] = (),
    kept: Kept | None = None,
) -> Portfolio:
    """Three queries, the ids of the page, its lines, the totals; one more for each group of columns asked for.

    `kept`: where the totals are found while nothing has changed.
    """
    page = _page(session, chosen, sort, today, after, before, size)
    return Portfolio(
        lines=_lines(session, page, today, groups),
        totals=kept_totals(kept, session, chosen, today) if kept else read_totals(session, chosen, today),
        previous=page.previous,
        next=page.next,
    )


def _page(
    session: Session, chosen: PortfolioFilter, sort: Sort, today: date, after: str, before: str, size: int
) -> Page:
    return read_page(
        session,
        matching_projects(chosen, today),
        sort_keys(sort),
        descending=sort.descending,
        after=after,
        before=before,
        size=size,
    )


def _lines(session: Session, page: Page, today: date, groups: Sequence[str]) -> tuple[Line, ...]:
    rows = session.execute(_lines_statement(today), {"ids": page.ids}).all()
    details = read_details(session, page.ids, groups)
    found = {row[0]: Line(*[*row, details[row[0]]]) for row in rows}
    return tuple(found[identifier] for identifier in page.ids)


@lru_cache(maxsize=4)
def _lines_statement(today: date) -> Select[*tuple[Any, ...]]:
    """Built once a day, not for every page."""
    leader = (Partner.project_id == Project.id) & (Partner.role_code == "porteur") & Partner.left_on.is_(None)
    return (
        select(
            Project.id,
            Project.code,
            Project.title,
            Project.territory_label,
            Project.status,
            Region.label.label("region"),
            Organisation.id.label("leader_id"),
            Organisation.name.label("leader"),
            Project.starts_on,
            figures.committed().label("committed"),
            figures.paid().label("paid"),
            figures.due(today).label("due"),
            figures.late_milestones(today).label("late_milestones"),
            figures.late_instalments(today).label("late_instalments"),
            figures.invited().label("invited"),
            figures.answered().label("answered"),
            figures.next_due().label("next_due"),
        )
        .outerjoin(Region, Region.code == Project.region_code)
        .outerjoin(Partner, leader)
        .outerjoin(Organisation, Organisation.id == Partner.organisation_id)
        .where(Project.id.in_(bindparam("ids", expanding=True)))
    )


def kept_totals(kept: Kept, session: Session, chosen: PortfolioFilter, today: date) -> Totals:
    return kept.get(("totals", chosen, today), lambda: read_totals(session, chosen, today))


def read_totals(session: Session, chosen: PortfolioFilter, today: date) -> Totals:
    return Totals(*session.execute(totals_statement(chosen, today)).one())
