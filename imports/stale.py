"""How a row was when a template left, in twelve signs, and the refusal of a cell that would overwrite what is newer."""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any

from imports.cells import shown
from imports.cells.written import written_text
from imports.columns import AnyColumn
from imports.faults import Fault
from imports.tables import RowReader

LENGTH = 12
CHANGED_SINCE = (
    "la valeur du modèle, car la fiche a été modifiée depuis son téléchargement\u202f; "
    "elle dit maintenant «\u00a0{now}\u00a0»"
)
EMPTIED_SINCE = "une case vide, car la fiche a été modifiée depuis le téléchargement du modèle, et n’en dit plus rien"


def fingerprint_of(values: Mapping[str, Any]) -> str:
    """Nothing and an empty text are the same; 12 and 12.00 are the same."""
    said = {name: _plain(value) for name, value in values.items() if value not in (None, "", ())}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    return format(value.normalize() + 0, "f") if isinstance(value, Decimal) else value


def stale_fault(reader: RowReader, column: AnyColumn, now: Any) -> Fault:
    """A cell that would overwrite what someone else recorded since: told with what it is now."""
    text = written_text(column, now)
    expected = CHANGED_SINCE.format(now=text) if text else EMPTIED_SINCE
    return reader.fault(column, expected, text if _is_said_once(reader, column) else "")


def _is_said_once(reader: RowReader, column: AnyColumn) -> bool:
    """A correction holds for every cell of the column that says the same: it is only proposed where there is one."""
    place, said = reader.layout.place(column), shown(reader.cell(column))
    return place is not None and sum(shown(other.cell(place)) == said for other in reader.sheet.rows) <= 1
