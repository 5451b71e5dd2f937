"""The values behind the figures of the portfolio, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from app.addedvalues.listing.paging import Listed, page_of
from app.addedvalues.said import SaidValue, said_values
from app.addedvalues.words import days_words
from app.choice import Choice
from app.models import AddedValue, AddedValueMethod, CoordinationTime, Project
from app.projects.filters import PortfolioFilter, matching_projects

FIRST_YEAR, LAST_YEAR = func.extract("year", AddedValue.starts_on), func.extract("year", AddedValue.ends_on)


@dataclass(frozen=True, slots=True)
class ValueChoice(Choice):
    """``genre``: one of the three added values; ``annees``: « 2024 » or « 2024-2025 », first and last year."""

    genre: str = ""
    methode: str = ""
    preuve: str = ""
    annees: str = ""

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.genre:
            yield AddedValueMethod.kind == self.genre
        if self.methode:
            yield AddedValue.method_code == self.methode
        if self.preuve:
            yield AddedValue.evidence == int(self.preuve) if self.preuve in ("0", "1", "2") else false()
        if self.annees:
            first, _, last = self.annees.partition("-")
            yield func.concat(FIRST_YEAR, "-", LAST_YEAR) == f"{first}-{last or first}"


@dataclass(frozen=True, slots=True)
class ListedValue(SaidValue):
    """`days` of coordination, of the whole project."""

    code: str
    title: str
    days: Decimal | None

    @property
    def time(self) -> str:
        return "pas encore dite" if self.days is None else days_words(self.days)


def list_values(
    session: Session, projects: PortfolioFilter, chosen: ValueChoice, *, after: str = "", before: str = ""
) -> Listed:
    """In the alphabetical order of the projects."""
    keys = (Project.sort_title.expression, AddedValue.id.expression)
    return page_of(session, _kept(projects, chosen), keys, partial(_read, session), after=after, before=before)


def every_value(session: Session, projects: PortfolioFilter, chosen: ValueChoice) -> Iterator[ListedValue]:
    return _read(session, _kept(projects, chosen))


def _kept(projects: PortfolioFilter, chosen: ValueChoice) -> Select[int]:
    return (
        select(AddedValue.id)
        .join(AddedValueMethod, AddedValueMethod.code == AddedValue.method_code)
        .join(Project, Project.id == AddedValue.project_id)
        .where(AddedValue.project_id.in_(matching_projects(projects)), *chosen.conditions())
    )


def _read(session: Session, ids: Any) -> Iterator[ListedValue]:
    days = select(func.sum(CoordinationTime.days)).where(CoordinationTime.project_id == Project.id)
    rows = session.execute(
        said_values(Project.code, Project.title, days.correlate(Project).scalar_subquery())
        .join(Project, Project.id == AddedValue.project_id)
        .where(AddedValue.id.in_(ids))
        .order_by(Project.sort_title, AddedValue.id)
    )
    for row in rows:
        yield ListedValue(*row)
