"""Undoing an import: what it wrote goes back, what people did since stays, and all of it is told before and after."""

from app.exchanges.imports.undoing.applying import undo_batch
from app.exchanges.imports.undoing.counting import said
from app.exchanges.imports.undoing.preview import obstacles, preview_undo, refuse_undoing
from app.exchanges.imports.undoing.told import Edited, EditedField, Kept, UndoPlan
from app.exchanges.imports.undoing.written import WrittenField, WrittenRow, written

__all__ = [
    "Edited",
    "EditedField",
    "Kept",
    "UndoPlan",
    "WrittenField",
    "WrittenRow",
    "obstacles",
    "preview_undo",
    "refuse_undoing",
    "said",
    "undo_batch",
    "written",
]
