"""The formats of the workbook sent to a respondent: quiet, high contrast, the cells to fill told by their paper."""

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from imports.offline.layout import Style

NAVY, INK, LINE, PAPER, FILL, QUIET = "#19486A", "#1F2A33", "#B9C4CC", "#FFFFFF", "#FFF8E1", "#EEF2F5"
BASE = {"valign": "vcenter", "font_name": "Calibri", "font_size": 11, "font_color": INK, "text_wrap": True}
STYLES: dict[Style, dict[str, object]] = {
    Style.HEADER: {"bold": True, "font_color": PAPER, "bg_color": NAVY, "border": 1, "border_color": NAVY},
    Style.BAND: {"bold": True, "font_size": 13, "font_color": NAVY, "bg_color": QUIET, "text_wrap": False},
    Style.CRITERION: {"bold": True, "text_wrap": False, "valign": "bottom"},
    Style.CODE: {"font_color": "#5A6872", "bottom": 1, "bottom_color": LINE},
    Style.TEXT: {"bottom": 1, "bottom_color": LINE},
    Style.HELP: {"italic": True, "font_color": "#46545E", "text_wrap": False},
}


class Look:
    def __init__(self, workbook: Workbook) -> None:
        def made(**given: object) -> Format:
            return workbook.add_format(BASE | given)

        self.fixed = {style: made(**given) for style, given in STYLES.items()}
        answer = {"locked": False, "bg_color": FILL, "border": 1, "border_color": LINE, "num_format": "@", "indent": 1}
        self.choice = made(**answer)
        self.comment = made(**answer | {"font_size": 10})
        self.not_asked = made(bg_color=QUIET, bottom=1, bottom_color=LINE)
        self.out = workbook.add_format({"bg_color": QUIET, "font_color": "#8A959C"})
        self.title = made(bold=True, font_size=18, font_color=NAVY, text_wrap=False)
        self.heading = made(bold=True, font_size=14, font_color=NAVY, text_wrap=False)
        self.name = made(bold=True, valign="top")
        self.paragraph = made(valign="top")
        self.plain = made(text_wrap=False)
