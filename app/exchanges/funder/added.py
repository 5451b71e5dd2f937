"""The rows of the added values, of their sums method by method, and of the time of coordination."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.addedvalues.said import IN_ORDER, SaidValue, said_values
from app.addedvalues.words import EVIDENCE
from app.exchanges.funder.past import Past
from app.exchanges.funder.spooled import Spooled
from app.exchanges.funder.tables import FIRST, Table
from app.exchanges.funder.turns import ByProject, Span
from app.exchanges.portfolio import Ids
from app.models import AddedValue, CoordinationTime, Project
from evaluation.added_values import Basis, Claim, Total, total
from imports.export.sheets import Formula, Row

COORDINATION = "Coordination du projet"


@dataclass(frozen=True, slots=True)
class ValueLine(SaidValue):
    code: str


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
    rows = session.execute(
        said_values(Project.code)
        .join(Project, Project.id == AddedValue.project_id)
        .where(Project.id.in_(ids), past.ended(AddedValue.ends_on.expression))
        .order_by(Project.code, *IN_ORDER)
    )
    return [ValueLine(*row) for row in rows]


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


def value_rows(
    codes: Iterable[str], lines: Iterable[ValueLine], sheet: Table, times: Iterable[TimeLine]
) -> Iterator[Row]:
    """Beside each value, the days of its project: a sum over its own rows of the sheet of coordination."""
    values, spent = ByProject(lines), ByProject(times)
    for code in codes:
        days = _days(sheet, *spent.of(code))
        for line in values.of(code)[1]:
            yield _value(line, days)


def _value(line: ValueLine, days: Formula | None) -> Row:
    return (
        line.code, line.kind_label, line.method, line.method_code, line.unit, line.low, line.high,
        line.starts_on, line.ends_on, years(line.claim.basis), line.evidence_label, days,
    )  # fmt: skip


def _days(sheet: Table, span: Span | None, lines: Iterable[TimeLine]) -> Formula | None:
    """The days said; none while nobody has said."""
    if span is None:
        return None
    said = [line.days for line in lines if line.days is not None]
    every = sheet.span("Jours", *span)
    return Formula(f'IF(COUNT({every})=0,"",SUM({every}))', sum(said, Decimal(0)) if said else "")


def total_rows(own: Table, values: Table, lines: Spooled[ValueLine]) -> Iterator[Row]:
    """One sum by method and years, never one above: the rules refuse to add anything else."""
    known: dict[str, tuple[str, str]] = {}
    last = FIRST + max(len(lines), 1) - 1
    for row, summed in enumerate(_totals(lines, known), FIRST):
        kind, method = known[summed.basis.method]
        same = _same(own, values, row, last)
        low, high = (values.fixed(header, FIRST, last) for header in ("Bas", "Haut"))
        yield (
            kind, method, summed.basis.method, summed.basis.unit, years(summed.basis),
            Formula(f"COUNTIFS({same})", summed.count),
            Formula(f"SUMIFS({low},{same})", summed.range.low),
            Formula(f"SUMIFS({high},{same})", summed.range.high),
        )  # fmt: skip


def _totals(lines: Iterable[ValueLine], known: dict[str, tuple[str, str]]) -> list[Total]:
    """As they come: of each basis, the sum so far. `known`: how each method is called."""
    found: dict[Basis, Total] = {}
    for line in lines:
        known.setdefault(line.method_code, (line.kind_label, line.method))
        claim = line.claim
        so_far = found.get(claim.basis)
        claims = [claim] if so_far is None else [Claim(claim.basis, so_far.range), claim]
        count = 1 if so_far is None else so_far.count + 1
        found[claim.basis] = replace(total(claims), count=count)
    return [found[basis] for basis in sorted(found)]


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
