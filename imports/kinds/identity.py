"""The two columns every official template carries, hidden: which record a row is, and how it was when it left."""

import re

from imports.cells.texts import text
from imports.columns import Column
from imports.faults import UnexpectedCell
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
IDENTITY = (ID, SEEN)
