"""Which sheet holds what: its kind, its header row, and the column of each field, as proposed and as corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FOLLOW_UP = "projets"
"""The follow-up sheet of the portfolio, read by `imports.projects` with its instalments and milestones."""

INSTALMENTS, MILESTONES = "tranches", "jalons"
"""The sheets that come with it."""


@dataclass(frozen=True)
class SheetMapping:
    """`kind` is empty for a sheet left aside; `places` gives the number of a column (1 is A) by field.

    `is_sure` says that every column was recognised by its name: nobody needs to look at it first.
    """

    sheet: str
    kind: str
    header_row: int = 1
    places: Mapping[str, int] = field(default_factory=dict)
    is_sure: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def mapping_of(stored: Iterable[Mapping[str, Any]]) -> tuple[SheetMapping, ...]:
    """Back from JSON."""
    return tuple(SheetMapping(**each) for each in stored)
