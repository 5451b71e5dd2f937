"""Cells of an axis, over all invited respondents (§3)."""

from collections.abc import Sequence

from evaluation.answers import Sheet
from evaluation.grid import Axis, Grid
from evaluation.results import CellCounts


def count_cells(grid: Grid, axis: Axis, sheets: Sequence[Sheet]) -> CellCounts:
    """§3: a respondent that did not answer counts all its cells."""
    return count_questions(grid, [question.code for question in axis.questions], sheets)


def count_questions(grid: Grid, codes: Sequence[str], sheets: Sequence[Sheet]) -> CellCounts:
    """The same over any questions."""
    valued = [(sheet, code) for sheet in sheets for code in codes if code in sheet.levels]
    return CellCounts(
        total=len(sheets) * len(codes),
        not_applicable=sum(code in sheet.not_applicable for sheet in sheets for code in codes),
        valued=len(valued),
        strong=sum(grid.scale.is_strong(sheet.levels[code]) for sheet, code in valued),
        evidence=sum(sheet.answers[code].evidence for sheet, code in valued),
    )


def participation(sheets: Sequence[Sheet]) -> float | None:
    """§3: respondents with at least one answer in the reading over respondents invited."""
    return sum(bool(sheet.answers) for sheet in sheets) / len(sheets) if sheets else None
