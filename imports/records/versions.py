"""How a record was when a template left: rows that come back are not to overwrite what changed meanwhile.

The fingerprint covers the columns of the table that the sheet speaks of, as they are kept: a list renamed since or a
longer table moves nothing. It proves nothing and protects nothing else; emptying the cell imposes what one typed.
"""

from collections.abc import Container
from typing import Any

from imports.cells.written import one_line
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.records.entity import Entity, Records, Values
from imports.stale import fingerprint_of, stale_fault

OWNERS = {
    "indicator_id": "indicator",
    "investment_id": "investment",
    "campaign_id": "campaign",
    "respondent_id": "respondent",
}
UNSEEN = frozenset({"id", "seen"})


def fingerprint(kind: Kind, entity: Entity, fields: Container[str]) -> str:
    """`fields` are those of the sheet; what they do not cover may change without anyone being asked."""
    covered = {name: value for name, value in entity.values.items() if kind.field(name) in fields}
    return fingerprint_of({name: value for name, value in covered.items() if name not in UNSEEN})


def refuse_stale(kind: Kind, decided: Decided, records: Records) -> None:
    """Each cell that would change a record modified since its template left is refused, with what is recorded now."""
    row, before = decided.row, decided.before
    if before is None or row["seen"] in (None, fingerprint(kind, before, row.columns)):
        return
    now = kind.row_of(before.values, records)
    changed = {kind.field(name) for name, value in decided.after.values.items() if before[name] != value}
    for name in changed & row.columns.keys() or (changed and {_first(row)}):
        row.reader.faults.append(stale_fault(row.reader, row.columns[name], now.get(name)))


def _first(row: ReadRow) -> str:
    """Where a change that no column of its own tells is refused."""
    return next(iter(row.columns))


def kept_as_recorded(kind: Kind, row: ReadRow, before: Entity, said: Values, records: Records) -> Values:
    """A cell that gives back what a template would write in it changes nothing: a text on one line or cut short, a
    name that several records bear.
    """
    now = kind.row_of(before.values, records)
    echoed = {name for name in row.columns if name in now and _is_echo(row[name], now[name])}
    return {name: before[name] if kind.field(name) in echoed else value for name, value in said.items()}


def _is_echo(said: Any, recorded: Any) -> bool:
    return bool(said == recorded) or (isinstance(recorded, str) and one_line(recorded) == said)


def belongs_elsewhere(known: Values, said: Values, records: Records) -> bool:
    """Whether a row names, by its number, a record of another project than its own."""
    return bool(project_of(known, records) != project_of(said, records))


def project_of(values: Values, records: Records) -> Any:
    """The number of the project a record belongs to, through what it hangs from; none for an organisation."""
    if "project_id" in values:
        return values["project_id"]
    for column, table in OWNERS.items():
        owner = records.get(table, values[column]) if column in values else None
        if owner is not None:
            return project_of(owner.values, records)
    return None
