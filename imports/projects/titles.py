"""The follow-up workbook found by the titles of its sheets and the names of its columns alone: nothing is guessed."""

from collections.abc import Iterator, Sequence

from imports.columns import AnyColumn, find_layout
from imports.mapping import FOLLOW_UP, INSTALMENTS, MILESTONES, SheetMapping
from imports.projects.columns import (
    FOLLOW_UP_TITLES,
    INSTALMENT_TITLES,
    MILESTONE_TITLES,
    follow_up_columns,
    instalment_columns,
    milestone_columns,
)
from imports.projects.gather import find_sheet, only_sheet
from imports.vocabulary import Vocabulary
from imports.workbook import Sheet, Workbook


def mapping_by_titles(workbook: Workbook, vocabulary: Vocabulary) -> tuple[SheetMapping, ...]:
    """Nothing when the follow-up sheet is not there, or has no row of titles."""
    tables: tuple[tuple[str, Sequence[str], Sequence[AnyColumn]], ...] = (
        (FOLLOW_UP, FOLLOW_UP_TITLES, follow_up_columns(vocabulary).all()),
        (INSTALMENTS, INSTALMENT_TITLES, instalment_columns().all()),
        (MILESTONES, MILESTONE_TITLES, milestone_columns(vocabulary).all()),
    )
    found = tuple(own for table in tables for own in _found(workbook, *table))
    return found if found and found[0].kind == FOLLOW_UP else ()


def _found(
    workbook: Workbook, kind: str, titles: Sequence[str], columns: Sequence[AnyColumn]
) -> Iterator[SheetMapping]:
    sheet: Sheet | None = find_sheet(workbook, titles)
    if kind == FOLLOW_UP:
        sheet = sheet or only_sheet(workbook)
    layout = find_layout(sheet, columns) if sheet else None
    if sheet and layout:
        yield SheetMapping(sheet.title, kind, layout.header_row, layout.places, is_sure=False)
