"""Whole sheets: which went under another name, and whether any formula still has a result."""

from collections.abc import Mapping

from imports.verification.figures import Figures, Rows


def has_results(figures: Figures) -> bool:
    cells = (cell for rows in figures.sheets.values() for row in rows.values() for cell in row.values())
    return any(cell.formula and cell.value is not None for cell in cells)


def renamed(issued: Mapping[str, Rows], received: Mapping[str, Rows]) -> dict[str, str]:
    """Sheets that went, and came under another name with the same first row."""
    added = [title for title in received if title not in issued]
    found: dict[str, str] = {}
    for title in (each for each in issued if each not in received):
        alike = (other for other in added if other not in found.values() and _alike(issued[title], received[other]))
        if (name := next(alike, None)) is not None:
            found[title] = name
    return found


def _alike(one: Rows, other: Rows) -> bool:
    first, last = (rows[min(rows)] if rows else {} for rows in (one, other))
    return bool(first) and [cell.value for cell in first.values()] == [cell.value for cell in last.values()]
