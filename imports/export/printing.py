"""How sheets are printed: never under eight points. A4, or A3 when wider; the header repeated, the pages numbered."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

A4, A3 = 9, 8
ROOM = {A4: 1_430, A3: 2_060}
"""Pixels that a page on its side holds across, its letters of eleven points drawn at eight."""
PER_CHARACTER, PADDING = 7, 5


def set_up_pages(worksheet: Worksheet, title: str, characters: Sequence[int], again: int = 1) -> None:
    """As many pages down as the rows need; one across, or more with the first columns `again` on each.

    `characters`: the width of each printed column.
    """
    widths = [PER_CHARACTER * width + PADDING for width in characters]
    paper = A4 if sum(widths) <= ROOM[A4] else A3
    across = pages_across(widths, ROOM[paper], again)
    worksheet.set_landscape()
    worksheet.fit_to_pages(across, 0)
    worksheet.repeat_rows(0)
    if across > 1:
        worksheet.repeat_columns(0, again - 1)
    dress(worksheet, title, paper)


def pages_across(widths: Sequence[int], room: int, again: int = 1) -> int:
    """A column is never cut, and the first ones stand on every page."""
    pages, taken = 1, 0
    for width in widths:
        if taken and taken + width > room:
            pages, taken = pages + 1, sum(widths[:again])
        taken += width
    return pages


def set_up_one_page(worksheet: Worksheet, title: str, *, wide: bool) -> None:
    if wide:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    worksheet.fit_to_pages(1, 1)
    worksheet.center_horizontally()
    dress(worksheet, title)


def dress(worksheet: Worksheet, title: str, paper: int = A4) -> None:
    worksheet.set_paper(paper)
    worksheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_footer(f"&LFonds ODD 17 – {title.replace('&', '&&')}&RPage &P sur &N")
