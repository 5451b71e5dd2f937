"""One cell, by the kind of its column and never by the look of its text."""

from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.export.escaping import as_word
from imports.export.look import WORDS
from imports.export.sheets import Formula, Kind, Value


def write_cell(worksheet: Worksheet, row: int, place: int, value: Value, kind: Kind, style: Format) -> None:
    """What is empty is a blank cell, with its lines."""
    if value is None or value == "":
        worksheet.write_blank(row, place, None, style)
    elif isinstance(value, Formula):
        worksheet.write_formula(row, place, value.text, style, plain(value.value))
    elif isinstance(value, str):
        worksheet.write_string(row, place, as_word(value), style)
    elif kind is Kind.DATE and isinstance(value, date):
        worksheet.write_datetime(row, place, value, style)
    elif kind in WORDS or not isinstance(value, (int, float, Decimal)):
        worksheet.write_string(row, place, as_word(str(value)), style)
    else:
        worksheet.write_number(row, place, plain(value), style)


def plain(value: float | int | Decimal | str) -> float | int | str:
    return float(value) if isinstance(value, Decimal) else value
