"""Compares each row of a sheet with the record it speaks of. Nothing is written here; an empty cell erases nothing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from imports.cells import shown
from imports.kinds.identity import EXPECTED, IDENTITY
from imports.kinds.kind import Columns, Decided, Kind, ReadRow
from imports.projects.planned import FieldChange, State
from imports.records.entity import Entity, Records, Values
from imports.records.planned import PlannedRecord, Write
from imports.records.versions import belongs_elsewhere, kept_as_recorded, refuse_stale
from imports.tables import RowReader
from imports.vocabulary import Vocabulary

TWICE = "un enregistrement par ligne\u202f; celui-ci est déjà à la ligne {row}"


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
    decided: dict[Any, Decided] = {}
    for row in rows:
        found = None if row.is_refused else _decided(kind, row, records, decided)
        if found is not None:
            decided[found.after.id] = found
    kind.whole(list(decided.values()), records)
    kept = {each.row.number: each for each in decided.values() if not each.row.is_refused}
    return [_planned(kind, row, kept.get(row.number), records) for row in rows]


def _decided(kind: Kind, row: ReadRow, records: Records, earlier: dict[Any, Decided]) -> Decided | None:
    said = kind.translate(row, records)
    if said is None or row.is_refused:
        return None
    said = {column: value for column, value in said.items() if value is not None}
    before = _recognised(kind, row, said, records)
    if row.is_refused:
        return None
    twin = earlier.get(before.id) if before is not None else None
    if twin is not None:
        _refuse_twin(row, twin)
        return None
    said = said if before is None else kept_as_recorded(kind, row, before, said, records)
    decided = Decided(row, before, _after(kind, said, before, records), said)
    kind.rules(decided, records)
    refuse_stale(kind, decided, records)
    if row.is_refused:
        return None
    records.put(decided.after)
    return decided


def _recognised(kind: Kind, row: ReadRow, said: Values, records: Records) -> Entity | None:
    if row["id"] is not None:
        known = records.get(kind.table, row["id"])
        if known is None or belongs_elsewhere(known.values, said, records):
            row.refuse("id", EXPECTED)
        return known
    found = (records.find(kind.table, key, key(said)) for key in kind.keys)
    return next(filter(None, found), None)


def _after(kind: Kind, said: Values, before: Entity | None, records: Records) -> Entity:
    if before is None:
        return Entity(kind.table, records.new_ref(kind.table), {**kind.unsaid, **said})
    return Entity(kind.table, before.id, {**before.values, **said}, before.version)


def _refuse_twin(row: ReadRow, twin: Decided) -> None:
    first = next(name for name, column in row.columns.items() if column.required)
    row.refuse(first, TWICE.format(row=twin.row.number))


def _planned(kind: Kind, row: ReadRow, decided: Decided | None, records: Records) -> PlannedRecord:
    sheet = row.reader.sheet.title
    if decided is None:
        return PlannedRecord(kind.name, sheet, row.number, _first_words(row), State.REFUSED)
    changes = tuple(_changes(kind, decided, records))
    before, after = decided.before, decided.after
    state = State.NEW if before is None else State.CHANGED if _differing(before, after) else State.SAME
    label = kind.named(after.values, records)
    writes = () if state is State.SAME else (_write(kind, before, after),)
    return PlannedRecord(kind.name, sheet, row.number, label, state, changes, writes)


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
    if before is None:
        return Write(kind.table, after.id, after.values)
    return Write(kind.table, after.id, {name: after[name] for name in _differing(before, after)}, before.version)


def _first_words(row: ReadRow) -> str:
    """What a refused row is called: what its first cells show."""
    cells = sorted(row.reader.row.cells.values(), key=lambda cell: cell.column)
    return " · ".join(filter(None, (shown(cell)[:60] for cell in cells[:3])))
