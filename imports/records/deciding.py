"""Which record each row speaks of, and what it would make of it; the rules of the kind are told at the cells."""

from collections.abc import Sequence
from typing import Any

from imports.kinds.identity import EXPECTED
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.records.entity import Entity, Records, Values
from imports.records.versions import belongs_elsewhere, kept_as_recorded, refuse_stale

TWICE = "un enregistrement par ligne\u202f; celui-ci est déjà à la ligne {row}"


def decide(kind: Kind, rows: Sequence[ReadRow], records: Records) -> list[Decided]:
    """Rows that give the number of their record come first: what they rename is then known by its new name."""
    said = [(row, values) for row in rows if (values := _said(kind, row, records)) is not None]
    numbered = [each for each in said if each[0]["id"] is not None]
    others = [each for each in said if each[0]["id"] is None]
    decided: dict[Any, Decided] = {}
    for row, values in numbered:
        _keep(kind, row, values, _by_number(kind, row, values, records), records, decided)
    for (row, values), known in zip(others, kind.pair(others, records, decided), strict=True):
        _keep(kind, row, values, known or _by_keys(kind, values, records), records, decided)
    kind.whole(list(decided.values()), records)
    return list(decided.values())


def _said(kind: Kind, row: ReadRow, records: Records) -> Values | None:
    said = kind.translate(row, records) if row.is_whole and not row.is_refused else None
    if said is None or row.is_refused:
        return None
    return {column: value for column, value in said.items() if value is not None}


def _keep(
    kind: Kind, row: ReadRow, said: Values, before: Entity | None, records: Records, decided: dict[Any, Decided]
) -> None:
    twin = decided.get(before.id) if before is not None else None
    if twin is not None:
        _refuse_twin(row, twin)
    if row.is_refused:
        return
    said = said if before is None else kept_as_recorded(kind, row, before, said, records)
    found = Decided(row, before, _after(kind, said, before, records), said)
    kind.rules(found, records)
    refuse_stale(kind, found, records)
    if row.is_refused:
        return
    decided[found.after.id] = found
    if not found.is_silent:
        records.put(found.after)


def _by_number(kind: Kind, row: ReadRow, said: Values, records: Records) -> Entity | None:
    known = records.get(kind.table, row["id"])
    if known is None or belongs_elsewhere(known.values, said, records):
        row.refuse("id", EXPECTED)
    return known


def _by_keys(kind: Kind, said: Values, records: Records) -> Entity | None:
    found = (records.find(kind.table, key, key(said)) for key in kind.keys)
    return next(filter(None, found), None)


def _after(kind: Kind, said: Values, before: Entity | None, records: Records) -> Entity:
    if before is None:
        unsaid = {column: value for column, value in kind.unsaid.items() if column not in said}
        return Entity(kind.table, records.new_ref(kind.table), {**said, **unsaid})
    return Entity(kind.table, before.id, {**before.values, **said}, before.version)


def _refuse_twin(row: ReadRow, twin: Decided) -> None:
    first = next(name for name, column in row.columns.items() if column.required)
    row.refuse(first, TWICE.format(row=twin.row.number))
