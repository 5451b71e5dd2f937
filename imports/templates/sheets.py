"""What a template is before it is written: sheets of columns and rows, and what « Lisez-moi » says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from imports.columns import AnyColumn
from imports.kinds.identity import IDENTITY
from imports.words import folded

Row = Mapping[str, Any]
"""Values by field, as the parsers of the columns would give them back."""


@dataclass(frozen=True)
class TemplateSheet:
    """One Excel table from A1; the two columns that identify a row stand last, hidden."""

    title: str
    own_columns: Sequence[AnyColumn]
    rows: Sequence[Row] = ()

    @property
    def columns(self) -> tuple[AnyColumn, ...]:
        return (*self.own_columns, *IDENTITY)

    @property
    def table(self) -> str:
        """Its name inside the workbook: no accent, no space."""
        return folded(self.title).title().replace(" ", "_")


@dataclass(frozen=True)
class Template:
    """`facts` are lines of « Lisez-moi » (« Projets », « 4 sur 60 »); `left_out` says what could not be written."""

    title: str
    sheets: Sequence[TemplateSheet]
    made_on: date
    is_filled: bool = False
    facts: Sequence[tuple[str, str]] = ()
    left_out: Sequence[str] = ()
