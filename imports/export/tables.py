"""One Excel table on a sheet: its header, its rows, its totals below."""

from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from imports.export.cells import write_cell
from imports.export.look import Look
from imports.export.names import column_of
from imports.export.printing import set_up_pages
from imports.export.sheets import DataSheet, Formula

TABLE_STYLE = "Table Style Light 1"


def write_sheet(worksheet: Worksheet, sheet: DataSheet, look: Look, *, accessible: bool) -> int:
    """How many rows were written."""
    totals = [Decimal(0) for _ in sheet.columns]
    count = 0
    for count, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            if value is not None and value != "":
                write_cell(worksheet, count, place, value, column.kind, look.cells[column.kind])
            if column.total:
                totals[place] += amount(value)
    last_row = max(count, 1)
    worksheet.add_table(
        0,
        0,
        last_row + sheet.has_total,
        len(sheet.columns) - 1,
        {
            "name": sheet.table,
            "style": TABLE_STYLE,
            "total_row": sheet.has_total,
            "autofilter": not accessible,
            "columns": [table_column(sheet, place, look, totals) for place in range(len(sheet.columns))],
        },
    )
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.characters, look.cells[column.kind])  # empty cells are not written
        if column.total:
            text = f"SUBTOTAL(109,{column_of(sheet.table, column.header)})"
            worksheet.write_formula(last_row + 1, place, text, look.cells[column.kind], float(totals[place]))
    if not accessible:
        worksheet.freeze_panes(1, 1)
    set_up_pages(worksheet, sheet.title)
    return count


def amount(value: object) -> Decimal:
    own = value.value if isinstance(value, Formula) else value
    return Decimal(str(own)) if isinstance(own, (int, float, Decimal)) else Decimal(0)


def table_column(sheet: DataSheet, place: int, look: Look, totals: list[Decimal]) -> dict[str, object]:
    column = sheet.columns[place]
    options: dict[str, object] = {
        "header": column.header,
        "format": look.cells[column.kind],
        "header_format": look.header,
    }
    if column.total:
        options |= {"total_function": "sum", "total_value": float(totals[place])}
    elif place == 0 and sheet.has_total:
        options["total_string"] = "Total"
    return options
