"""The first sheet of the file given back: every fault, with a link to its cell."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink

from imports.faults import Fault
from imports.limits import MAX_COMMENTS, MAX_LISTED
from imports.marked_sheet import MARKER, TITLE, marked_title
from imports.marking.cells import NOTHING, write_text
from imports.marking.places import Place

HEADERS = {"Feuille": 22, "Case": 18, "Colonne": 26, "Lu": 34, "Attendu": 62, "Proposition": 28}
WHOLE_SHEET = "(toute la feuille)"
ADVICE = (
    "Chaque case à corriger est sur fond rouge dans sa feuille, avec un commentaire. Corrigez, enregistrez, "
    "puis renvoyez ce fichier\u202f: la feuille que vous lisez ne sera pas reprise."
)
LOST = "Cette copie ne reprend pas tout\u202f: {losses} sont restés dans votre fichier d’origine, gardez-le."
TOO_MANY = "Les {limit} premières sont listées et commentées\u202f; les autres sont sur fond rouge."
INK, SOFT, LINK = "FF1F2937", "FFE5E7EB", "FF1D4ED8"
LINE_HEIGHT = 15
WRAPPED = Alignment(vertical="top", wrap_text=True)


def remove_summary(book: Workbook) -> None:
    """The sheet of a previous time, when the file comes back marked."""
    title = marked_title({name: str(defined.attr_text) for name, defined in book.defined_names.items()})
    book.defined_names.pop(MARKER, None)
    if title in book.sheetnames and len(book.sheetnames) > 1:
        book.remove(book[title])


def write_summary(
    book: Workbook, faults: Sequence[Fault], places: Sequence[Place | None], losses: Sequence[str]
) -> None:
    sheet = book.create_sheet(TITLE, 0)
    _write_top(sheet, len(faults), losses)
    first = sheet.max_row + 2
    _write_headers(sheet, first)
    for row, (fault, place) in enumerate(zip(faults[:MAX_LISTED], places, strict=False), start=first + 1):
        _write_fault(sheet, row, fault, place)
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(HEADERS))}{max(sheet.max_row, first)}"
    _lay_out(sheet, first)
    book.defined_names[MARKER] = DefinedName(MARKER, attr_text=f"{quote_sheetname(sheet.title)}!$A$1", hidden=True)
    _show_only(book, sheet)


def _write_top(sheet: Any, count: int, losses: Sequence[str]) -> None:
    sheet["A1"] = f"{count} {'point' if count == 1 else 'points'} à corriger"
    sheet["A1"].font = _font(sheet["A1"], bold=True, size=16)
    sheet.row_dimensions[1].height = 2 * LINE_HEIGHT
    lines = [ADVICE]
    if losses:
        lines.append(LOST.format(losses=", ".join(losses)))
    if count > MAX_COMMENTS:
        lines.append(TOO_MANY.format(limit=f"{MAX_COMMENTS:_}".replace("_", "\u202f")))
    for row, line in enumerate(lines, start=2):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADERS))
        sheet.cell(row, 1, line).alignment = WRAPPED
        sheet.row_dimensions[row].height = 2 * LINE_HEIGHT


def _write_headers(sheet: Any, row: int) -> None:
    for column, (header, width) in enumerate(HEADERS.items(), start=1):
        cell = sheet.cell(row, column, header)
        cell.font = _font(cell, bold=True)
        cell.fill = PatternFill("solid", start_color=SOFT, end_color=SOFT)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _write_fault(sheet: Any, row: int, fault: Fault, place: Place | None) -> None:
    texts = (fault.sheet, fault.cell or WHOLE_SHEET, fault.field, fault.read or NOTHING, fault.expected, fault.proposal)
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        cell.alignment = WRAPPED
        if text:
            write_text(cell, text)
    if place:
        link = sheet.cell(row, 2)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place.link, tooltip="Aller à la case")
        link.font = _font(link, color=LINK, underline="single")
    sheet.row_dimensions[row].height = LINE_HEIGHT * _lines(texts)


def _lines(texts: Sequence[str]) -> int:
    """LibreOffice does not open a row to the height of its text."""
    fitting = zip(texts, HEADERS.values(), strict=True)
    return max(sum(1 + len(line) // (width + width // 4) for line in text.split("\n")) for text, width in fitting)


def _font(cell: Any, *, color: str = INK, **changes: Any) -> Font:
    """The font of the workbook, which every other sheet has."""
    return Font(name=cell.font.name, family=cell.font.family, color=color, **{"size": cell.font.size, **changes})


def _lay_out(sheet: Any, header: int) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{header}:{header}"


def _show_only(book: Workbook, shown: Any) -> None:
    """Two sheets selected at once would both receive what is typed in one."""
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is shown
    book.active = book.index(shown)
