"""Compares each row of a sheet with the record it speaks of. Nothing is written here; an empty cell erases nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from imports.cells import shown
from imports.kinds.identity import IDENTITY
from imports.kinds.kind import Columns, Decided, Kind, ReadRow
from imports.projects.planned import FieldChange, State
from imports.records.deciding import decide
from imports.records.entity import Entity, Records
from imports.records.planned import PlannedRecord, Write
from imports.tables import RowReader
from imports.vocabulary import Vocabulary


def read_rows(kind: Kind, readers: Iterable[RowReader], vocabulary: Vocabulary) -> list[ReadRow]:
    columns = {column.field: column for column in (*kind.columns(vocabulary), *IDENTITY)}
    return [ReadRow(reader, columns, _values(reader, columns)) for reader in readers]


def _values(reader: RowReader, columns: Columns) -> dict[str, Any]:
    return {
        name: reader.required(column) if column.required else reader.optional(column)
        for name, column in columns.items()
    }


def plan_rows(kind: Kind, rows: Sequence[ReadRow], records: Records) -> list[PlannedRecord]:
    """One planned record a row, in the order of the sheet. `records` ends up as the portfolio would be."""
    (planned,) = plan_kinds([(kind, rows)], records)
    return planned


def plan_kinds(
    sheets: Sequence[tuple[Kind, Sequence[ReadRow]]], records: Records, tell: Callable[[int], None] | None = None
) -> list[list[PlannedRecord]]:
    """The same for several kinds, what is pointed at first; rules between kinds are checked once all are compared."""
    decided = []
    for kind, rows in sheets:
        decided.append(decide(kind, rows, records))
        if tell:
            tell(len(rows))
    for (kind, _), own in zip(sheets, decided, strict=True):
        kind.last(own, records)
    return [_all_planned(kind, rows, own, records) for (kind, rows), own in zip(sheets, decided, strict=True)]


def _all_planned(
    kind: Kind, rows: Sequence[ReadRow], decided: Sequence[Decided], records: Records
) -> list[PlannedRecord]:
    kept = {id(each.row): each for each in decided if not each.row.is_refused}
    return [_planned(kind, row, kept.get(id(row)), records) for row in rows]


def _planned(kind: Kind, row: ReadRow, decided: Decided | None, records: Records) -> PlannedRecord:
    sheet = row.reader.sheet.title
    if decided is None:
        return PlannedRecord(kind.name, sheet, row.number, _first_words(row), State.REFUSED)
    changes = () if decided.is_silent else tuple(_changes(kind, decided, records))
    before, after = decided.before, decided.after
    state = _state(decided)
    label = kind.named(after.values, records)
    writes = () if state is State.SAME else (*_made(row, records), _write(kind, before, after))
    return PlannedRecord(kind.name, sheet, row.number, label, state, changes, writes)


def _state(decided: Decided) -> State:
    if decided.is_silent:
        return State.SAME
    if decided.before is None:
        return State.NEW
    return State.CHANGED if _differing(decided.before, decided.after) else State.SAME


def _changes(kind: Kind, decided: Decided, records: Records) -> Iterator[FieldChange]:
    """Columns the sheet has no heading for (a status that follows from a date) are told by the one they follow from."""
    before, after = decided.before, decided.after
    told: set[str] = set()
    for column in _differing(before, after):
        name = kind.field(column)
        if name in decided.row.columns and name not in told:
            told.add(name)
            shown_before = None if before is None else kind.shown(column, before[column], records)
            yield FieldChange(
                decided.row.columns[name].header, shown_before, kind.shown(column, after[column], records)
            )


def _differing(before: Entity | None, after: Entity) -> list[str]:
    if before is None:
        return [column for column, value in after.values.items() if value not in (None, "")]
    return [column for column, value in after.values.items() if before[column] != value]


def _write(kind: Kind, before: Entity | None, after: Entity) -> Write:
    """One that another sheet of the workbook creates is given whole."""
    if before is None or before.is_new:
        return Write(kind.table, after.id, after.values)
    return Write(kind.table, after.id, {name: after[name] for name in _differing(before, after)}, before.version)


def _made(row: ReadRow, records: Records) -> Iterator[Write]:
    """What the row creates on the way, as later rows have completed it."""
    for ref in row.made:
        entity = records.get(ref.table, ref)
        if entity is not None:
            yield Write(ref.table, ref, entity.values)


def _first_words(row: ReadRow) -> str:
    """What a refused row is called: what its first cells show."""
    cells = sorted(row.reader.row.cells.values(), key=lambda cell: cell.column)
    return " · ".join(filter(None, (shown(cell)[:60] for cell in cells[:3])))
