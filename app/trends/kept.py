"""Which score speaks for a project in each column, and which ones may not stand beside the others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.regions.views import AxisChoice
from app.trends.queries import Row
from app.trends.views import View
from evaluation import Equivalence, Status

Kept = dict[str, dict[str, dict[str, Row]]]
"""Axis → column → code of the project → what speaks for it there."""


def speaks(row: Row) -> bool:
    return row.status == Status.PUBLISHED and row.score is not None


def column_of(row: Row, view: View) -> str:
    return view.key_of(row.moment, row.reading, row.held_on.year)


def latest_of(rows: Sequence[Row], view: View) -> Kept:
    """§5, in each column: the latest campaign where the axis is published."""
    found: Kept = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if speaks(row):
            found[row.axis][column_of(row, view)][row.code] = row
    return found


def comparable(latest: Kept, versions: Mapping[str, Equivalence]) -> tuple[Kept, list[tuple[Row, str]]]:
    """What compares with the newest version met; what does not is never replaced by an older score."""
    kept: Kept = defaultdict(lambda: defaultdict(dict))
    apart = []
    for axis, columns in latest.items():
        for column, found in columns.items():
            for code, row in found.items():
                reasons = versions[row.reference].reasons_of(axis) if row.reference in versions else ()
                if reasons:
                    apart.append((row, ", ".join(reasons)))
                else:
                    kept[axis][column][code] = row
    return kept, apart


def unpublished_of(rows: Sequence[Row], latest: Kept, axis: AxisChoice, view: View) -> list[Row]:
    """The last one of each project and column where the axis has no published score at all."""
    spoken = latest.get(axis.code, {})
    found = {
        (row.code, column_of(row, view)): row
        for row in rows
        if row.axis == axis.code and not axis.is_index and row.code not in spoken.get(column_of(row, view), {})
    }
    return list(found.values())
