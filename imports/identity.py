"""The two columns every official template carries, hidden: which record a row is, and how it was when it left."""

import re

from imports.cells.texts import text
from imports.columns import AnyColumn, Column
from imports.faults import UnexpectedCell
from imports.tables import RowReader, is_readable
from imports.workbook import Cell

NUMBER = re.compile("[1-9][0-9]{0,17}", re.ASCII)
EXPECTED = "le numéro que le modèle a donné à une ligne de ce projet, ou une case vide pour une ligne nouvelle"


def record_number(cell: Cell) -> int:
    written = text(cell, EXPECTED)
    if not NUMBER.fullmatch(written):
        raise UnexpectedCell(EXPECTED)
    return int(written)


ID = Column("Identifiant", "id", record_number, help="à laisser tel quel, vide pour une ligne nouvelle")
SEEN = Column("Version", "seen", text, help="à laisser tel quel")
IDENTITY: tuple[AnyColumn, ...] = (ID, SEEN)


def number_of(reader: RowReader) -> int | None:
    """The record a row names, none when it names none or not readably; nothing is told here."""
    if reader.says_nothing(ID) or not is_readable(reader, ID):
        return None
    return ID.parser(reader.cell(ID))


def version_of(reader: RowReader) -> str | None:
    return None if reader.says_nothing(SEEN) else text(reader.cell(SEEN))
