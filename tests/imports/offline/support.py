"""A grid worded for one respondent, its workbook, and hands that fill it or spoil it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from app.assessments.cells import Content, Stored
from app.assessments.sheet import Sheet, make_sheet
from evaluation import load_grid
from imports.offline.choices import Lists
from imports.offline.cover import Cover
from imports.offline.layout import ANSWERS, Layout, layout_of
from imports.offline.reading import Filled, read_answers
from imports.offline.writing import Identity, write_offline
from imports.workbook import read_workbook

GRID = load_grid("evaluation-partenariale@1.0")
LISTS = Lists.of(GRID)
WHO = Identity("jeton", GRID.reference, 41)
COVER = Cover(
    "Évaluation partenariale",
    (("Projet", "Pacte des rivières"), ("Partenaire", "=Commune & de Plouha")),
    (("Qui verra", ("Vous et le Fonds.",)),),
    "Commune de Plouha – Pacte des rivières",
)
Contents = Mapping[tuple[str, str], Content]


def grid(
    contents: Contents | None = None,
    priorities: Mapping[str, int] | None = None,
    *,
    moment: str = "in_itinere",
    profile: str = "association",
) -> Sheet:
    stored = {key: Stored(content, 1) for key, content in (contents or {}).items()}
    return make_sheet(GRID, moment, profile, stored, priorities or {})


def written(sheet: Sheet | None = None) -> bytes:
    return write_offline(COVER, sheet or grid(), LISTS, WHO, datetime(2025, 2, 3, 8, 0, tzinfo=UTC))


def edited(content: bytes, edit: Callable[[Worksheet], object], title: str = ANSWERS) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    edit(book[title])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def filled(content: bytes, sheet: Sheet | None = None) -> Filled:
    return read_answers(read_workbook(content), sheet or grid(), LISTS)


def reread(edit: Callable[[Worksheet], object]) -> Filled:
    """A blank grid, changed by a hand, then read."""
    return filled(edited(written(), edit))


def places(sheet: Sheet | None = None) -> Layout:
    return layout_of(sheet or grid())


def at(question: str, step: int = 0, reading: str = "observed", sheet: Sheet | None = None) -> str:
    """The cell of a question: its level, then its evidence, then its comment."""
    entries = (e for e in places(sheet).entries if (e.cell.reading, e.cell.question) == (reading, question))
    row, column = next(entries).places[step]
    return f"{openpyxl.utils.get_column_letter(column)}{row}"
