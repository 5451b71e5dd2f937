"""The lists behind the figures of the portfolio: the values, and the days of coordination project by project."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from app.addedvalues.words import EVIDENCE, MEANINGS, days_words, figure, range_words
from app.choice import Choice
from app.keyset import read_page
from app.models import (
    AddedValue,
    AddedValueMethod,
    CoordinationTime,
    Investment,
    Organisation,
    Partner,
    Project,
    ValueKind,
)
from app.projects.filters import PortfolioFilter, matching_projects
from evaluation.added_values import Range

PAGE_SIZE = 50
PER = Decimal(100_000)
SAID, WAITING = "dit", "attente"
STATES = ((SAID, "Temps dit"), (WAITING, "Demandé, sans réponse"))
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
class TimeChoice(Choice):
    """``etat``: « dit » or « attente »; ``profil`` of a partner who said its own."""

    etat: str = ""
    profil: str = ""

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        own = select(CoordinationTime.id).where(CoordinationTime.project_id == Project.id)
        if self.etat:
            wanted = CoordinationTime.days.is_not(None) if self.etat == SAID else CoordinationTime.days.is_(None)
            yield own.where(wanted).exists()
        if self.profil:
            of_profile = own.join(Partner, Partner.id == CoordinationTime.partner_id).join(
                Organisation, Organisation.id == Partner.organisation_id
            )
            said = CoordinationTime.days.is_not(None)
            yield of_profile.where(Organisation.profile_code == self.profil, said).exists()
        yield own.exists()


@dataclass(frozen=True, slots=True)
class ListedValue:
    code: str
    title: str
    kind: str
    method: str
    unit: str
    low: Decimal
    high: Decimal
    starts_on: date
    ends_on: date
    evidence: int
    days: Decimal | None
    """Of coordination, of the whole project."""

    @property
    def range(self) -> Range:
        return Range(self.low, self.high)

    @property
    def words(self) -> str:
        return range_words(self.range, self.unit)

    @property
    def time(self) -> str:
        return "pas encore dite" if self.days is None else days_words(self.days)

    @property
    def kind_label(self) -> str:
        return ValueKind(self.kind).label

    @property
    def gained(self) -> str:
        return MEANINGS[ValueKind(self.kind)].gained

    @property
    def evidence_label(self) -> str:
        return EVIDENCE[self.evidence]


@dataclass(frozen=True, slots=True)
class ListedTime:
    """One project. `per_100k`: an information, of the days said against what the fund committed."""

    code: str
    title: str
    days: Decimal | None
    said: int
    waiting: int
    committed: Decimal | None

    @property
    def time(self) -> str:
        return "pas encore dits" if self.days is None else figure(self.days)

    @property
    def per_100k(self) -> Decimal | None:
        return None if self.days is None or not self.committed else self.days * PER / self.committed


@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[Any, ...]
    total: int
    previous: str
    next: str


def list_values(
    session: Session, projects: PortfolioFilter, chosen: ValueChoice, *, after: str = "", before: str = ""
) -> Listed:
    """In the alphabetical order of the projects."""
    kept = _kept(projects, chosen)
    keys: list[ColumnElement[Any]] = [Project.sort_title.expression, AddedValue.id.expression]
    page = read_page(session, kept, keys, after=after, before=before, size=PAGE_SIZE)
    total = session.scalar(select(func.count()).select_from(kept.subquery())) or 0
    return Listed(
        tuple(ListedValue(*row) for row in session.execute(_values().where(AddedValue.id.in_(page.ids)))),
        total, page.previous, page.next,
    )  # fmt: skip


def every_value(session: Session, projects: PortfolioFilter, chosen: ValueChoice) -> Iterator[ListedValue]:
    for row in session.execute(_values().where(AddedValue.id.in_(_kept(projects, chosen)))):
        yield ListedValue(*row)


def list_times(
    session: Session, projects: PortfolioFilter, chosen: TimeChoice, *, after: str = "", before: str = ""
) -> Listed:
    kept = _timed(projects, chosen)
    keys: list[ColumnElement[Any]] = [Project.sort_title.expression, Project.id.expression]
    page = read_page(session, kept, keys, after=after, before=before, size=PAGE_SIZE)
    total = session.scalar(select(func.count()).select_from(kept.subquery())) or 0
    return Listed(
        tuple(ListedTime(*row) for row in session.execute(_times().where(Project.id.in_(page.ids)))),
        total, page.previous, page.next,
    )  # fmt: skip


def every_time(session: Session, projects: PortfolioFilter, chosen: TimeChoice) -> Iterator[ListedTime]:
    for row in session.execute(_times().where(Project.id.in_(_timed(projects, chosen)))):
        yield ListedTime(*row)


def _kept(projects: PortfolioFilter, chosen: ValueChoice) -> Select[int]:
    return (
        select(AddedValue.id)
        .join(AddedValueMethod, AddedValueMethod.code == AddedValue.method_code)
        .join(Project, Project.id == AddedValue.project_id)
        .where(AddedValue.project_id.in_(matching_projects(projects)), *chosen.conditions())
    )


def _timed(projects: PortfolioFilter, chosen: TimeChoice) -> Select[int]:
    return select(Project.id).where(Project.id.in_(matching_projects(projects)), *chosen.conditions())


def _values() -> Select[*tuple[Any, ...]]:
    value, method = AddedValue, AddedValueMethod
    days = select(func.sum(CoordinationTime.days)).where(CoordinationTime.project_id == Project.id)
    return (
        select(
            Project.code, Project.title, method.kind, method.label, method.unit, value.low, value.high,
            value.starts_on, value.ends_on, value.evidence, days.correlate(Project).scalar_subquery(),
        )
        .select_from(value)
        .join(method, method.code == value.method_code)
        .join(Project, Project.id == value.project_id)
        .order_by(Project.sort_title, value.id)
    )  # fmt: skip


def _times() -> Select[*tuple[Any, ...]]:
    time = CoordinationTime
    committed = select(func.sum(Investment.amount_eur)).where(Investment.project_id == Project.id)
    return (
        select(
            Project.code, Project.title, func.sum(time.days), func.count(time.days),
            func.count() - func.count(time.days), committed.correlate(Project).scalar_subquery(),
        )
        .select_from(Project)
        .join(time, time.project_id == Project.id)
        .group_by(Project.id)
        .order_by(Project.sort_title, Project.id)
    )  # fmt: skip
