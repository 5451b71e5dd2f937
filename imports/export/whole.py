"""Whole numbers where decimals are optional: Excel alone would show 3 as « 3, »."""

from collections.abc import Sequence
from itertools import groupby

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from imports.export.sheets import Column, Kind


def show_whole_numbers(worksheet: Worksheet, columns: Sequence[Column], last: int, style: Format) -> None:
    """A rule a run of columns, from row 2 to `last`: what has no decimals is shown so, formulas too."""
    for is_number, run in groupby(range(len(columns)), lambda place: columns[place].kind is Kind.NUMBER):
        places = list(run)
        if is_number:
            rule = {"type": "formula", "criteria": f"=MOD({xl_col_to_name(places[0])}2,1)=0", "format": style}
            worksheet.conditional_format(1, places[0], last - 1, places[-1], rule)
