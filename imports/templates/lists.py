"""The hidden sheet « Listes »: the words offered by the columns, each list under a defined name."""

from collections.abc import Iterable

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.columns import AnyColumn
from imports.templates.rules import Lists, words_of
from imports.templates.shapes import Shape, shape_of
from imports.words import folded
from imports.workbook import column_letters

TITLE = "Listes"


def write_lists(workbook: Workbook, worksheet: Worksheet, columns: Iterable[AnyColumn]) -> Lists:
    """No heading above the words: this sheet is no table, and is not to be taken for one when it comes back."""
    names: dict[tuple[str, ...], str] = {}
    for column in columns:
        words = words_of(column)
        if words and words not in names and shape_of(column) is Shape.LIST:
            names[words] = _define(workbook, worksheet, column, len(names), words, set(names.values()))
    worksheet.protect()
    worksheet.hide()
    return names


def _define(
    workbook: Workbook, worksheet: Worksheet, column: AnyColumn, place: int, words: tuple[str, ...], taken: set[str]
) -> str:
    name = f"Liste_{folded(column.header).replace(' ', '_')}"
    name = f"{name}_{place}" if name in taken else name
    for row, word in enumerate(words):
        worksheet.write_string(row, place, word)
    letters = column_letters(place + 1)
    workbook.define_name(name, f"='{TITLE}'!${letters}$1:${letters}${len(words)}")
    return name
