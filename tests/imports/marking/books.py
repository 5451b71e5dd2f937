"""A workbook with all that people put in theirs, and its marked copy."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from imports.faults import Fault
from imports.marking import mark
from tests.imports.support import saved

AMOUNT = Fault("Suivi 2024", "B3", "Montant", "12k€", "un montant en euros, comme 12 000,50", "12 000")
REGION = Fault("Suivi 2024", "C3", "Région", "Bretagn", "une région")
MISSING = Fault("Suivi 2024", "", "Date COPIL", "", "une colonne « Date COPIL »")


def rich(*, with_chart: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Suivi 2024"
    for line in (
        ("N°", "Montant", "Région", "Le"),
        ("A", 12.5, "PACA", datetime(2024, 1, 3, 10, 30)),  # noqa: DTZ001
        ("B", "12k€", "Bretagn", 1),
    ):
        sheet.append(line)
    sheet["A5"], sheet["B5"], sheet["A7"] = "Total", "=SUM(B2:B3)", "fusion"
    sheet["B3"].font, sheet["B3"].number_format = Font(bold=True, color="FF0000FF"), "#,##0.00"
    sheet["B3"].border = Border(left=Side("thin"))
    sheet["C3"].comment = Comment("À revoir avec Léa", "Léa")
    sheet.merge_cells("A7:A9")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].hidden = 33, True
    _add_rules(sheet)
    if with_chart:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
        sheet.add_chart(chart, "G2")
    book.create_sheet("Cachée").sheet_state = "hidden"
    return saved(book)


def _add_rules(sheet: Any) -> None:
    allowed = DataValidation(type="list", formula1='"PACA,Bretagne"')
    allowed.add("C2:C9")
    sheet.add_data_validation(allowed)
    red = PatternFill("solid", bgColor="FFFF0000")
    sheet.conditional_formatting.add("B2:B9", CellIsRule(operator="greaterThan", formula=["3"], fill=red))


def marked(content: bytes, *faults: Fault, name: str = "suivi.xlsx") -> Any:
    return opened(mark(content, name, faults))


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def texts(sheet: Any) -> Sequence[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
