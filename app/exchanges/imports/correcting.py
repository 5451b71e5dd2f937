"""What could not be read, as people correct it: one entry a text read, whatever the number of cells."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

CELLS_SHOWN = 8
READINGS_SHOWN = 5
READINGS_MOST = 40
GROUPS_MOST = 25
Told = Mapping[str, str]
Typed = Mapping[tuple[str, str], str]


def mark(*texts: str) -> str:
    """A short name for a text of the file, which may be long or hold anything: it is what forms carry."""
    return sha256("\x1f".join(texts).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True)
class Reading:
    """A text read in a column, with every cell that says it; `typed` is what someone said to read instead."""

    column: str
    read: str
    cells: tuple[str, ...]
    proposal: str
    typed: str

    @property
    def mark(self) -> str:
        return mark(self.column, self.read)

    @property
    def where(self) -> str:
        shown, more = self.cells[:CELLS_SHOWN], len(self.cells) - CELLS_SHOWN
        if more < 1:
            return ", ".join(shown)
        return f"{', '.join(shown)} et {more}\u00a0{'autre' if more == 1 else 'autres'}"


@dataclass(frozen=True)
class Group:
    """Cells of one column of which the same thing was expected.

    `by_columns` says that the fault is in the titles: no text typed here would mend it.
    """

    column: str
    expected: str
    readings: tuple[Reading, ...]
    sheets: tuple[str, ...]
    by_columns: bool

    @property
    def mark(self) -> str:
        return mark(self.column, self.expected)

    @property
    def count(self) -> int:
        return sum(len(reading.cells) for reading in self.readings)

    @property
    def first(self) -> tuple[Reading, ...]:
        return self.readings[:READINGS_SHOWN]

    @property
    def folded(self) -> tuple[Reading, ...]:
        return self.readings[READINGS_SHOWN:READINGS_MOST]

    @property
    def untold(self) -> int:
        """Those for which the file itself is a better place."""
        return max(0, len(self.readings) - READINGS_MOST)


def grouped(faults: Iterable[Told], header_rows: Mapping[str, int], typed: Typed) -> list[Group]:
    """In the order of the file. A text read twice in columns of one name is corrected once, wherever it stands."""
    groups: dict[tuple[str, str, bool], list[Told]] = defaultdict(list)
    homes: dict[tuple[str, str, bool], tuple[str, str, bool]] = {}
    for fault in faults:
        by_columns = row_of(fault["cell"]) in (None, header_rows.get(fault["sheet"]))
        column, expected = fault["field"], fault["expected"]
        own = column, expected, by_columns
        home = own if by_columns else homes.setdefault((column, fault["read"], by_columns), own)
        groups[home].append(fault)
    return [
        _group(column, expected, found, by_columns, typed) for (column, expected, by_columns), found in groups.items()
    ]


def row_of(cell: str) -> int | None:
    digits = re.search(r"\d+$", cell)
    return int(digits[0]) if digits else None


def faults_by_row(faults: Iterable[Told]) -> dict[tuple[str, int], list[Told]]:
    """So that a refused line says what is wrong with it."""
    found: dict[tuple[str, int], list[Told]] = defaultdict(list)
    for fault in faults:
        row = row_of(fault["cell"])
        if row is not None:
            found[fault["sheet"], row].append(fault)
    return found


def readings_of(groups: Iterable[Group]) -> dict[str, Reading]:
    """What a form may answer, by its mark."""
    return {reading.mark: reading for group in groups if not group.by_columns for reading in group.readings}


def _group(column: str, expected: str, faults: list[Told], by_columns: bool, typed: Typed) -> Group:
    sheets = tuple(dict.fromkeys(fault["sheet"] for fault in faults))
    by_read: dict[str, list[Told]] = defaultdict(list)
    for fault in faults:
        by_read[fault["read"]].append(fault)
    made = [_reading(column, read, found, sheets, typed) for read, found in by_read.items()]
    readings = tuple(sorted(made, key=lambda reading: -len(reading.cells)))
    return Group(column, expected, readings, sheets, by_columns)


def _reading(column: str, read: str, faults: list[Told], sheets: tuple[str, ...], typed: Typed) -> Reading:
    cells = tuple(f"{fault['sheet']} {fault['cell']}" if len(sheets) > 1 else fault["cell"] for fault in faults)
    return Reading(column, read, cells, faults[0].get("proposal", ""), typed.get((column, read), ""))
