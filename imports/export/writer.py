"""Writes a report as an .xlsx: real tables, typed cells, totals as formulas that carry their computed value.

A formula written without its value shows 0 in viewers that do not recalculate; a text that begins with « = » must
stay a text. Equal data gives equal bytes: no clock, no random name.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.export.cover import write_cover
from imports.export.sheets import Column, DataSheet, Kind, Report, Value

MAX_TEXT = 32_767  # Excel's limit for one cell
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
NUMBER_FORMATS = {
    Kind.DATE: "dd/mm/yyyy",
    Kind.MONEY: '#,##0.00\u00a0"€"',
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.##",
    Kind.SCORE: "0.0",
    Kind.PERCENT: '0\u00a0"%"',
}
WORDS = (Kind.TEXT, Kind.CODE, Kind.LONG)
TABLE_STYLE = "Table Style Light 1"


def write_report(report: Report) -> bytes:
    """The workbook as bytes."""
    target = BytesIO()
    workbook = Workbook(target, {"in_memory": True, **OPTIONS})
    workbook.set_properties(
        {
            "title": report.cover.title,
            "author": "Fonds ODD 17",
            "company": "Fonds ODD 17",
            "created": datetime.combine(report.made_on, time(), tzinfo=UTC),
        }
    )
    workbook.set_size(2400, 1600)
    formats = make_formats(workbook)
    write_cover(workbook, report)
    for sheet in report.sheets:
        if isinstance(sheet, DataSheet):
            write_sheet(workbook.add_worksheet(sheet.title), sheet, formats)
    workbook.close()
    return target.getvalue()


def make_formats(workbook: Workbook) -> dict[Kind, Format]:
    """One format a kind; codes are text for Excel too, so that leading zeros survive an edit."""
    formats = {kind: workbook.add_format({"valign": "top"}) for kind in Kind}
    for kind, pattern in NUMBER_FORMATS.items():
        formats[kind].set_num_format(pattern)
    formats[Kind.CODE].set_num_format("@")
    formats[Kind.TEXT].set_text_wrap()
    formats[Kind.LONG].set_text_wrap()
    return formats


def write_sheet(worksheet: Worksheet, sheet: DataSheet, formats: dict[Kind, Format]) -> None:
    last_row = max(len(sheet.rows), 1)
    worksheet.add_table(
        0,
        0,
        last_row + sheet.has_total,
        len(sheet.columns) - 1,
        {
            "name": sheet.table,
            "style": TABLE_STYLE,
            "total_row": sheet.has_total,
            "columns": [table_column(sheet, place, formats) for place in range(len(sheet.columns))],
        },
    )
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.characters, formats[column.kind])  # empty cells are not written
        write_column(worksheet, sheet, place, column, formats[column.kind])
        if column.total:
            write_total(worksheet, sheet, last_row + 1, place, formats[column.kind])
    set_up_page(worksheet, sheet)


def table_column(sheet: DataSheet, place: int, formats: dict[Kind, Format]) -> dict[str, object]:
    column = sheet.columns[place]
    options: dict[str, object] = {"header": column.header, "format": formats[column.kind]}
    if column.total:
        options |= {"total_function": "sum", "total_value": float(sheet.total(place))}
    elif place == 0 and sheet.has_total:
        options["total_string"] = "Total"
    return options


def write_total(worksheet: Worksheet, sheet: DataSheet, row: int, place: int, style: Format) -> None:
    """Written again with the table's name, as Excel itself does: LibreOffice does not read the short form."""
    header = sheet.columns[place].header
    worksheet.write_formula(row, place, f"SUBTOTAL(109,{sheet.table}[{header}])", style, float(sheet.total(place)))


def write_column(worksheet: Worksheet, sheet: DataSheet, place: int, column: Column, style: Format) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        write_cell(worksheet, number, place, row[place], column.kind, style)


def write_cell(worksheet: Worksheet, row: int, place: int, value: Value, kind: Kind, style: Format) -> None:
    """A cell by the kind of its column, never by the look of its text."""
    if isinstance(value, str):
        if value:
            worksheet.write_string(row, place, value[:MAX_TEXT], style)
    elif value is None:
        return
    elif kind is Kind.DATE and isinstance(value, date):
        worksheet.write_datetime(row, place, value, style)
    elif kind in WORDS or not isinstance(value, (int, float, Decimal)):
        worksheet.write_string(row, place, str(value)[:MAX_TEXT], style)
    else:
        worksheet.write_number(row, place, value, style)


def set_up_page(worksheet: Worksheet, sheet: DataSheet) -> None:
    """Header kept in sight and on every printed page; landscape A4, one page wide."""
    worksheet.freeze_panes(1, 1)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_footer(f"&LFonds ODD 17 – {sheet.title.replace('&', '&&')}&RPage &P sur &N")
