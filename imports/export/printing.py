"""How sheets are printed: A4, one page wide, the header repeated, the pages numbered."""

from math import ceil

from xlsxwriter.worksheet import Worksheet

A4 = 9
LEGIBLE = 270
"""Characters across a page, beyond which its print can no longer be read."""


def set_up_pages(worksheet: Worksheet, title: str, characters: int) -> None:
    """As many pages down as the rows need; one across, or more with the first column again on each."""
    across = ceil(characters / LEGIBLE)
    worksheet.set_landscape()
    worksheet.fit_to_pages(across, 0)
    worksheet.repeat_rows(0)
    if across > 1:
        worksheet.repeat_columns(0)
    dress(worksheet, title)


def set_up_one_page(worksheet: Worksheet, title: str, *, wide: bool) -> None:
    if wide:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    worksheet.fit_to_pages(1, 1)
    worksheet.center_horizontally()
    dress(worksheet, title)


def dress(worksheet: Worksheet, title: str) -> None:
    worksheet.set_paper(A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_footer(f"&LFonds ODD 17 – {title.replace('&', '&&')}&RPage &P sur &N")
