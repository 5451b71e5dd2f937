"""How a record was when a template left: rows that come back are not to overwrite what changed meanwhile.

The fingerprint covers the columns of the table that the sheet speaks of, as they are kept: a list renamed since or a
longer table moves nothing. It proves nothing and protects nothing else; emptying the cell imposes what one typed.
"""

import json
from collections.abc import Container, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from imports.cells import shown
from imports.cells.written import one_line, written_text
from imports.columns import AnyColumn
from imports.faults import Fault
from imports.records.entity import Entity, Records, Values
from imports.tables import RowReader

if TYPE_CHECKING:
    from imports.kinds.kind import Decided, Kind, ReadRow  # le suivi et les autres feuilles en dépendent tous deux

LENGTH = 12
OWNERS = {
    "indicator_id": "indicator",
    "investment_id": "investment",
    "campaign_id": "campaign",
    "respondent_id": "respondent",
}
UNSEEN = frozenset({"id", "seen"})
CHANGED_SINCE = (
    "la valeur du modèle, car la fiche a été modifiée depuis son téléchargement\u202f; "
    "elle dit maintenant «\u00a0{now}\u00a0»"
)
EMPTIED_SINCE = "une case vide, car la fiche a été modifiée depuis le téléchargement du modèle, et n’en dit plus rien"


def fingerprint(kind: "Kind", entity: Entity, fields: Container[str]) -> str:
    """`fields` are those of the sheet; what they do not cover may change without anyone being asked."""
    covered = {name: value for name, value in entity.values.items() if kind.field(name) in fields}
    return fingerprint_of({name: value for name, value in covered.items() if name not in UNSEEN})


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """Nothing and an empty text are the same; 12 and 12.00 are the same."""
    said = {name: _plain(value) for name, value in values.items() if value not in (None, "", ())}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    return format(value.normalize() + 0, "f") if isinstance(value, Decimal) else value


def refuse_stale(kind: "Kind", decided: "Decided", records: Records) -> None:
    """Each cell that would change a record modified since its template left is refused, with what is recorded now."""
    row, before = decided.row, decided.before
    if before is None or row["seen"] in (None, fingerprint(kind, before, row.columns)):
        return
    now = kind.row_of(before.values, records)
    changed = {kind.field(name) for name, value in decided.after.values.items() if before[name] != value}
    for name in changed & row.columns.keys() or (changed and {_first(row)}):
        row.reader.faults.append(stale_fault(row.reader, row.columns[name], now.get(name)))


def stale_fault(reader: RowReader, column: AnyColumn, now: Any) -> Fault:
    """A cell that would overwrite what someone else recorded since: told with what it is now."""
    text = written_text(column, now)
    expected = CHANGED_SINCE.format(now=text) if text else EMPTIED_SINCE
    return reader.fault(column, expected, text if _is_said_once(reader, column) else "")


def _is_said_once(reader: RowReader, column: AnyColumn) -> bool:
    """A correction holds for every cell of the column that says the same: it is only proposed where there is one."""
    place, said = reader.layout.place(column), shown(reader.cell(column))
    return place is not None and sum(shown(other.cell(place)) == said for other in reader.sheet.rows) <= 1


def _first(row: "ReadRow") -> str:
    """Where a change that no column of its own tells is refused."""
    return next(iter(row.columns))


def kept_as_recorded(kind: "Kind", row: "ReadRow", before: Entity, said: Values, records: Records) -> Values:
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
