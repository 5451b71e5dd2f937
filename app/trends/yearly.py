"""Year by year: what was committed, what was paid, how many evaluations were published; and what makes one year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, cast, extract, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.among import among
from app.models import Campaign, Instalment, Investment, Project, Result

ZERO = Decimal(0)
KINDS = ("engage", "verse", "publie")


class Line(NamedTuple):
    """One investment, payment or first publication. `what`: the moment of a publication, the label of an instalment."""

    kind: str
    code: str
    title: str
    day: date
    amount: Decimal
    what: str


@dataclass(frozen=True)
class Year:
    year: int
    committed: Decimal = ZERO
    investments: int = 0
    paid: Decimal = ZERO
    payments: int = 0
    evaluations: int = 0


@dataclass(frozen=True)
class Yearly:
    """Every year from the first to the last. `undated`: committed without a date of COPIL, in no year."""

    years: tuple[Year, ...]
    undated: Decimal

    @property
    def highest(self) -> Decimal:
        return max((max(own.committed, own.paid) for own in self.years), default=ZERO)

    @property
    def most(self) -> int:
        return max((own.evaluations for own in self.years), default=0)


def yearly_of(session: Session, ids: Select[int]) -> Yearly:
    """Two queries."""
    lines = _lines(ids).cte("lines")
    year = extract("year", lines.c.day)
    rows = session.execute(
        select(year, lines.c.kind, func.sum(lines.c.amount), func.count()).group_by(year, lines.c.kind)
    ).all()
    undated = select(func.sum(Investment.amount_eur)).where(
        among(Investment.project_id, ids), Investment.copil_on.is_(None)
    )
    found = {(int(own), kind): (amount, count) for own, kind, amount, count in rows}
    met = [own for own, _ in found]
    years = range(min(met), max(met) + 1) if met else range(0)
    return Yearly(tuple(_year(own, found) for own in years), session.scalar(undated) or ZERO)


def lines_of(session: Session, ids: Select[int], year: int) -> list[Line]:
    """What makes the figures of one year, in the order of days."""
    lines = _lines(ids).cte("lines")
    rows = session.execute(
        select(lines.c.kind, Project.code, Project.title, lines.c.day, lines.c.amount, lines.c.what)
        .join(Project, Project.id == lines.c.project_id)
        .where(extract("year", lines.c.day) == year)
        .order_by(lines.c.day, Project.code)
    )
    return [Line._make(row) for row in rows]


def _year(year: int, found: dict[tuple[int, str], tuple[Decimal, int]]) -> Year:
    (committed, investments), (paid, payments), (_, evaluations) = (
        found.get((year, kind), (ZERO, 0)) for kind in KINDS
    )
    return Year(year, committed, investments, paid, payments, evaluations)


def _lines(ids: Select[int]) -> Any:
    """(kind, project, day, amount, what). A campaign is published once, whatever its corrections."""
    published = func.min(cast(func.timezone("Europe/Paris", Result.published_at), Date))
    return union_all(
        select(literal("engage").label("kind"), Investment.project_id, Investment.copil_on.label("day"),
               Investment.amount_eur.label("amount"), Investment.purpose.label("what"))
        .where(among(Investment.project_id, ids), Investment.copil_on.is_not(None)),
        select(literal("verse"), Investment.project_id, Instalment.paid_on, Instalment.paid_amount_eur,
               Instalment.label)
        .join(Investment, Investment.id == Instalment.investment_id)
        .where(among(Investment.project_id, ids), Instalment.paid_on.is_not(None)),
        select(literal("publie"), Campaign.project_id, published, literal(0), Campaign.moment)
        .join(Result, Result.campaign_id == Campaign.id)
        .where(among(Campaign.project_id, ids))
        .group_by(Campaign.id),
    )  # fmt: skip
