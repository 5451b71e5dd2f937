"""What both visible sheets share: how they print, and what their protection still allows."""

from xlsxwriter.worksheet import Worksheet

ALLOWED = {"select_locked_cells": True, "select_unlocked_cells": True, "format_rows": True, "format_columns": True}


def finish(worksheet: Worksheet, footer: str, *, tall: int = 0) -> None:
    """A4 in landscape, one page wide, numbered; protected without a password. `tall`: on so many pages."""
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, tall)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_footer(f"&L{footer.replace('&', '&&')[:150]}&RPage &P sur &N")
    worksheet.protect("", ALLOWED)
