"""The rows of the added values, of their sums method by method, and of the time of coordination."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.addedvalues.queries import KIND_ORDER
from app.addedvalues.words import EVIDENCE
from app.exchanges.funder.past import Past
from app.exchanges.funder.tables import FIRST, Table
from app.exchanges.portfolio import Ids
from app.models import AddedValue, AddedValueMethod, CoordinationTime, Project, ValueKind
from evaluation.added_values import Basis, Claim, Range, totals
from imports.export.sheets import Formula, Row

Span = tuple[int, int]
COORDINATION = "Coordination du projet"


class ValueLine(NamedTuple):
    code: str
    kind: str
    method: str
    method_code: str
    unit: str
    low: Decimal
    high: Decimal
    starts_on: date
    ends_on: date
    evidence: int

    @property
    def claim(self) -> Claim:
        basis = Basis(self.method_code, self.unit, self.starts_on.year, self.ends_on.year)
        return Claim(basis, Range(self.low, self.high))


class TimeLine(NamedTuple):
    code: str
    is_whole: bool
    starts_on: date
    ends_on: date
    days: Decimal | None
    rate: Decimal | None
    evidence: int


def read_values(session: Session, ids: Ids, past: Past) -> list[ValueLine]:
    """By project, then in the order of the methods."""
    method, value = AddedValueMethod, AddedValue
    rows = session.execute(
        select(
            Project.code, method.kind, method.label, method.code, method.unit, value.low, value.high, value.starts_on,
            value.ends_on, value.evidence,
        )
        .join_from(value, Project, Project.id == value.project_id)
        .join(method, method.code == value.method_code)
        .where(Project.id.in_(ids), past.ended(value.ends_on.expression))
        .order_by(Project.code, KIND_ORDER, method.position, method.code, value.starts_on, value.id)
    )  # fmt: skip
    return [ValueLine._make(row) for row in rows]


def read_times(session: Session, ids: Ids, past: Past) -> list[TimeLine]:
    time = CoordinationTime
    rows = session.execute(
        select(
            Project.code, time.partner_id.is_(None), time.starts_on, time.ends_on, time.days, time.day_rate_eur,
            time.evidence,
        )
        .join_from(time, Project, Project.id == time.project_id)
        .where(Project.id.in_(ids), past.ended(time.ends_on.expression))
        .order_by(Project.code, time.starts_on, time.id)
    )  # fmt: skip
    return [TimeLine(*row) for row in rows]


def value_rows(lines: Iterable[ValueLine], sheet: Table, times: Iterable[TimeLine]) -> Iterator[Row]:
    """Beside each value, the days of its project: a sum over its own rows of the sheet of coordination."""
    said = days_by_project(times)
    for line in lines:
        yield (
            line.code, ValueKind(line.kind).label, line.method, line.method_code, line.unit, line.low, line.high,
            line.starts_on, line.ends_on, years(line.claim.basis), EVIDENCE[line.evidence],
            _days(sheet, said.get(line.code)),
        )  # fmt: skip


def days_by_project(times: Iterable[TimeLine]) -> dict[str, tuple[Span, Decimal | None]]:
    """Where its rows lie, and the days they say; none while nobody has said."""
    found: dict[str, tuple[Span, Decimal | None]] = {}
    for code, rows in groupby(enumerate(times, FIRST), key=lambda pair: pair[1].code):
        kept = list(rows)
        said = [line.days for _, line in kept if line.days is not None]
        found[code] = (kept[0][0], kept[-1][0]), sum(said, Decimal(0)) if said else None
    return found


def _days(sheet: Table, own: tuple[Span, Decimal | None] | None) -> Formula | None:
    if own is None:
        return None
    span, days = own
    every = sheet.span("Jours", *span)
    return Formula(f'IF(COUNT({every})=0,"",SUM({every}))', "" if days is None else days)


def total_rows(own: Table, values: Table, lines: Iterable[ValueLine]) -> Iterator[Row]:
    """One sum by method and years, never one above: the rules refuse to add anything else."""
    known: dict[str, tuple[str, str]] = {}
    claims = []
    for line in lines:
        known.setdefault(line.method_code, (ValueKind(line.kind).label, line.method))
        claims.append(line.claim)
    last = FIRST + max(len(claims), 1) - 1
    for row, total in enumerate(totals(claims), FIRST):
        kind, method = known[total.basis.method]
        same = _same(own, values, row, last)
        low, high = (values.fixed(header, FIRST, last) for header in ("Bas", "Haut"))
        yield (
            kind, method, total.basis.method, total.basis.unit, years(total.basis),
            Formula(f"COUNTIFS({same})", total.count),
            Formula(f"SUMIFS({low},{same})", total.range.low),
            Formula(f"SUMIFS({high},{same})", total.range.high),
        )  # fmt: skip


def _same(own: Table, values: Table, row: int, last: int) -> str:
    """By code, which holds no sign that a search would read: a label may."""
    return ",".join(
        f"{values.fixed(header, FIRST, last)},{own.letters[header]}{row}" for header in ("Code de la méthode", "Années")
    )


def time_rows(own: Table, lines: Iterable[TimeLine]) -> Iterator[Row]:
    at: Mapping[str, str] = own.letters
    for row, line in enumerate(lines, FIRST):
        worth = None
        if line.days is not None and line.rate is not None:
            worth = Formula(f"{at['Jours']}{row}*{at['Coût d’une journée']}{row}", line.days * line.rate)
        yield (
            line.code, "toute l’alliance" if line.is_whole else "un partenaire", line.starts_on, line.ends_on,
            line.days, line.rate, worth, EVIDENCE[line.evidence] if line.days is not None else None,
        )  # fmt: skip


def years(basis: Basis) -> str:
    """In words: a year alone would be taken for a number where sums look for it."""
    first, last = basis.first_year, basis.last_year
    return f"en {first}" if first == last else f"de {first} à {last}"
