"""What a workbook says, cell by cell: `read_figures` is the only way in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from imports.archive import DAMAGED
from imports.errors import UnreadableFile
from imports.limits import MAX_FILE_BYTES, wall_seconds
from imports.sandbox import ask_child
from imports.verification.formulas import reference_in
from imports.workbook import EMPTY_FILE, TOO_BIG

PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); sys.modules.update(numpy=None, PIL=None); "
    "from imports.verification.child import main; main(sys.argv[2])"
)
EXCEL_EPOCH = date(1899, 12, 30)
CellValue = str | int | float | bool | date | None


class Value(NamedTuple):
    """What a cell holds: a value, or a formula and what it last gave."""

    value: CellValue
    formula: str | None = None


Rows = Mapping[int, Mapping[int, Value]]
"""Row, then column, both from 1; empty cells are absent."""


@dataclass(frozen=True)
class Figures:
    """`sheets`: by title, in order. `names`: « total_engage » → « 'Synthèse'!$B$5 »."""

    sheets: Mapping[str, Rows]
    names: Mapping[str, str]

    def named(self, name: str) -> Value | None:
        """What the cell of that name holds, none when there is no such cell."""
        found = self.place(name)
        return self.sheets.get(found[0], {}).get(found[1], {}).get(found[2]) if found else None

    def place(self, name: str) -> tuple[str, int, int] | None:
        """(sheet, row, column) of a named cell; none for a range."""
        return reference_in(self.names.get(name, ""))


def read_figures(content: bytes, *, only_named: bool = False) -> Figures:
    """`UnreadableFile` when it is no workbook, is damaged, too big, or made to harm.

    `only_named`: the sheets that hold named cells, and no other.
    """
    if not content:
        raise UnreadableFile(EMPTY_FILE)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(TOO_BIG)
    try:
        seconds = 2 * wall_seconds(len(content))
        told = json.loads(ask_child("named" if only_named else "all", content, seconds=seconds, program=PROGRAM))
    except ValueError as error:
        raise UnreadableFile(DAMAGED) from error
    if "refusal" in told:
        raise UnreadableFile(str(told["refusal"]))
    return Figures({sheet["title"]: _rows(sheet["rows"]) for sheet in told["sheets"]}, told["names"])


def address(row: int, column: int) -> str:
    from openpyxl.utils.cell import get_column_letter

    return f"{get_column_letter(column)}{row}"


def _rows(told: list[tuple[int, bool, list[tuple[int, str, object, str | None]]]]) -> Rows:
    """Hidden or not, all the same."""
    rows: dict[int, dict[int, Value]] = {}
    for number, _, cells in told:
        rows.setdefault(number, {}).update(
            {column: Value(_value(kind, value), formula) for column, kind, value, formula in cells}
        )
    return rows


def _value(kind: str, value: object) -> CellValue:
    if kind == "date":
        return date.fromisoformat(str(value))
    return value if isinstance(value, str | int | float | bool) else None
