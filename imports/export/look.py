"""The formats of a workbook that leaves: the fund’s blue, quiet lines, one format a kind of column."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from imports.export.sheets import Kind

NAVY, INK, QUIET, PAPER, SOFT = "#19486A", "#1F2A33", "#5A6872", "#FFFFFF", "#E6EEF4"
LINE = "#B9C4CC"
SERIES = (NAVY, "#C9791E", "#8DB8D6", "#1B7053", "#D9C58B")
"""Colours of a chart’s series, apart from each other in print grey too."""
DATES = "dd/mm/yyyy"
NUMBER_FORMATS = {
    Kind.DATE: DATES,
    Kind.MONEY: '#,##0.00\u00a0"€"',
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "#,##0.##",
    Kind.SCORE: "0.0",
    Kind.PERCENT: '0\u00a0"%"',
}
WRAPPED = (Kind.TEXT, Kind.LONG)
WORDS = (Kind.TEXT, Kind.CODE, Kind.LONG)


class Look:
    """`cells` of the tables by kind, and `ruled` ones for pages; codes are text for Excel too, so that leading zeros

    survive an edit.
    """

    def __init__(self, workbook: Workbook, dates: str = DATES) -> None:
        def made(**given: object) -> Format:
            return workbook.add_format(given)

        patterns = NUMBER_FORMATS | {Kind.DATE: dates}
        self.cells: dict[Kind, Format] = {}
        self.ruled: dict[Kind, Format] = {}
        self.totals: dict[Kind, Format] = {}
        for kind in Kind:
            own: dict[str, object] = {"num_format": patterns.get(kind, "@" if kind is Kind.CODE else "General")}
            own |= {"text_wrap": True} if kind in WRAPPED else {}
            own |= {"align": "left", "indent": 1} if kind in WORDS else {"align": "right"}
            self.cells[kind] = made(valign="top", **own)
            self.totals[kind] = made(bold=True, top=1, top_color=NAVY, **own)
            self.ruled[kind] = made(valign="vcenter", bottom=1, bottom_color=LINE, **own)
        head: dict[str, object] = {
            "bold": True,
            "font_color": PAPER,
            "bg_color": NAVY,
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.header = made(align="left", indent=1, **head)
        self.figure_header = made(align="right", **head)
        self.filtered_header = made(align="right", indent=2, **head)
        self.whole = workbook.add_format({"num_format": "#,##0"})
        self.heading = made(bold=True, font_size=18, font_color=NAVY)
        self.title = made(bold=True, font_size=13, font_color=NAVY)
        self.note = made(italic=True, font_color=QUIET)
        self.intro = made(font_color=INK)

    def header_of(self, kind: Kind, *, filtered: bool = False) -> Format:
        """Above its column: texts at the left, figures and dates at the right, beside the button of a filter."""
        if kind in WORDS:
            return self.header
        return self.filtered_header if filtered else self.figure_header
