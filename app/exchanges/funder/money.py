"""The sheets of money: operations line by line, then what they add up to by project and by funder."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from app.exchanges.funder.spooled import Spooled
from app.exchanges.funder.tables import FIRST, Table
from imports.export.sheets import Formula, Row, Value

COMMITTED, ALLOCATED, PAID, DUE, COFINANCED = NATURES = ("Engagé", "Affecté", "Versé", "Dû", "Cofinancé")
ZERO = Decimal(0)


class Sums(dict[str, Decimal]):
    """By nature; what there is none of is not kept."""

    def __missing__(self, nature: str) -> Decimal:
        return ZERO


class Operation(NamedTuple):
    """`funder`: name of the funder of an allocation; `own`: it is the funder of this file."""

    code: str
    nature: str
    day: date | None
    what: str
    funder: str
    amount: Decimal
    own: bool = False


@dataclass(slots=True)
class Amounts:
    """Of one project: its sums by nature, the part of the funder of the file, and the rows they are the sums of."""

    sums: Sums = field(default_factory=Sums)
    own: Decimal = ZERO
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    own_rows: tuple[int, int] | None = None

    @property
    def committed(self) -> Decimal | int:
        return self.sums[COMMITTED] if COMMITTED in self.rows else 0

    @property
    def others(self) -> Decimal:
        """What is not this funder’s: contributions, and the money of the other funders."""
        return self.sums[COFINANCED] + self.sums[ALLOCATED] - self.own


def ordered(operations: Iterable[Operation]) -> list[Operation]:
    """By project, then by nature; the allocations of the funder of the file first, so that each sum is one range."""
    rank = {nature: place for place, nature in enumerate(NATURES)}
    return sorted(operations, key=lambda own: (own.code, rank[own.nature], not own.own))


def amounts_by_project(operations: Iterable[Operation], first: int) -> dict[str, Amounts]:
    """`operations` in the order of the sheet, the first of them at this row."""
    found: dict[str, Amounts] = defaultdict(Amounts)
    for (code, nature), rows in groupby(enumerate(operations, first), key=lambda pair: (pair[1].code, pair[1].nature)):
        lines = list(rows)
        amounts = found[code]
        amounts.sums[nature] = sum((own.amount for _, own in lines), ZERO)
        amounts.rows[nature] = lines[0][0], lines[-1][0]
        if kept := [(row, own.amount) for row, own in lines if own.own]:
            amounts.own, amounts.own_rows = sum((amount for _, amount in kept), ZERO), (kept[0][0], kept[-1][0])
    return found


def summed(amounts: Iterable[Amounts]) -> Amounts:
    """Of several projects together, which are rows of no single range."""
    whole = Amounts()
    for each in amounts:
        whole.own += each.own
        for nature, amount in each.sums.items():
            whole.sums[nature] += amount
    return whole


def operation_rows(operations: Iterable[Operation]) -> Iterator[Row]:
    for own in operations:
        yield own.code, own.nature, own.day, own.what, own.funder, own.amount


@dataclass(frozen=True)
class Named:
    """What the sheets of money say of a project beside its amounts."""

    code: str
    title: str
    programme: str | None
    region: str


def financing_rows(
    own: Table, operations: Table, projects: Iterable[Named], amounts: Iterable[Amounts]
) -> Iterator[Row]:
    """`amounts` in the order of the projects."""
    scoped = "Argent du financeur" in own.letters
    for row, (project, sums) in enumerate(zip(projects, amounts, strict=True), FIRST):
        cells = {nature: _sum(operations, sums.rows.get(nature), sums.sums[nature]) for nature in NATURES}
        left = Formula(
            f"{own.letters[COMMITTED]}{row}-{own.letters[PAID]}{row}", sums.sums[COMMITTED] - sums.sums[PAID]
        )
        share = (_sum(operations, sums.own_rows, sums.own),) if scoped else ()
        yield (
            project.code, project.title, project.programme, project.region, cells[COMMITTED], cells[ALLOCATED], *share,
            cells[PAID], cells[DUE], left, cells[COFINANCED], _leverage(own, row, sums, scoped=scoped),
        )  # fmt: skip


def _sum(operations: Table, rows: tuple[int, int] | None, value: Decimal) -> Value:
    """A project without such an operation has nothing to add up."""
    return Formula(f"SUM({operations.span('Montant', *rows)})", value) if rows else 0


def _leverage(own: Table, row: int, sums: Amounts, *, scoped: bool) -> Formula:
    at = own.letters
    base, others = (sums.own, sums.others) if scoped else (sums.sums[COMMITTED], sums.sums[COFINANCED])
    brought = f"({at[COFINANCED]}{row}+{at[ALLOCATED]}{row}-{at['Argent du financeur']}{row})" if scoped else ""
    over = at["Argent du financeur"] if scoped else at[COMMITTED]
    text = f'IFERROR({brought or at[COFINANCED] + str(row)}/{over}{row},"")'
    return Formula(text, float(others) / float(base) if base else "")


def funder_rows(
    own: Table, operations: Table, financing: Table, rows: Spooled[Operation], projects: int
) -> Iterator[Row]:
    """In the order of names: no funder is ranked."""
    last = FIRST + len(rows) - 1
    shares, counted, committed = _shares(rows)
    nature, funder, amount = (operations.fixed(header, FIRST, last) for header in ("Nature", "Financeur", "Montant"))
    whole = f"SUM({financing.fixed(COMMITTED, FIRST, FIRST + projects - 1)})"
    for row, name in enumerate(sorted(shares, key=str.casefold), FIRST):
        share = shares[name]
        mine = f'({nature}="{ALLOCATED}")*({funder}=A{row})'
        of_all = 100 * float(share) / float(committed) if committed else ""
        yield (
            name,
            Formula(f"SUMPRODUCT({mine})", counted[name]),
            Formula(f"SUMPRODUCT({mine},{amount})", share),
            Formula(f'IFERROR(100*{own.letters["Affecté"]}{row}/{whole},"")', of_all),
        )


def _shares(rows: Iterable[Operation]) -> tuple[dict[str, Decimal], Counter[str], Decimal]:
    """By funder, what it was allocated and in how many lines; then all that is committed."""
    shares: dict[str, Decimal] = defaultdict(Decimal)
    counted, committed = Counter[str](), ZERO
    for line in rows:
        if line.nature == ALLOCATED:
            shares[line.funder] += line.amount
            counted[line.funder] += 1
        elif line.nature == COMMITTED:
            committed += line.amount
    return shares, counted, committed
