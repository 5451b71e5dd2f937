"""One axis through time: how it is distributed in each column, and what moved for the same projects only.

A figure of one year and a figure of the next are not of the same projects: a difference between them may say who was
evaluated, and nothing of what happened. So change is read on pairs alone, and what is left out is listed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.regions.queries import versions_met
from app.regions.views import BIN, MANY, AxisChoice, axis_choices, counted, shown
from app.trends.kept import column_of, comparable, latest_of, unpublished_of
from app.trends.pairing import Group, Step, groups_of, pairs_of, seen_of, steps_of
from app.trends.queries import Row, answered_both, read_rows
from app.trends.spoken import read_spoken
from app.trends.views import Column, View
from evaluation import Grid, Level, RegionAxis, Status

SIGNAL = "signal"


def told(row: Row) -> str:
    return f"{row.title}\u00a0: {shown(row.score or 0.0)}"


@dataclass(frozen=True)
class Part:
    """One column of the axis. `figures` are read under the rule of regions: a median needs enough projects."""

    column: Column
    figures: RegionAxis
    rows: tuple[Row, ...]

    @property
    def is_readable(self) -> bool:
        return self.figures.level in (Level.FRAGILE, Level.ESTABLISHED)

    @property
    def median(self) -> float | None:
        return self.figures.median if self.is_readable else None

    @property
    def marks(self) -> list[tuple[str, float, str]]:
        """One a project; past a number, one for all those of the same five points."""
        if len(self.rows) <= MANY:
            return [(row.maturity or SIGNAL, row.score or 0.0, told(row)) for row in self.rows]
        counts = Counter(min(int((row.score or 0) // BIN), 100 // BIN - 1) * BIN for row in self.rows)
        return [
            (SIGNAL, low + BIN / 2, f"de {low} à {low + BIN}\u00a0: {counted(counts[low])}") for low in sorted(counts)
        ]

    @property
    def confidences(self) -> list[tuple[str, int]]:
        return sorted(Counter(row.confidence for row in self.rows if row.confidence).items())


@dataclass(frozen=True)
class Apart:
    """What is left out, and why. `axis` is its label."""

    row: Row
    when: str
    axis: str
    reason: str


@dataclass(frozen=True)
class Trend:
    grid: Grid
    axis: AxisChoice
    axes: tuple[AxisChoice, ...]
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    once: tuple[Row, ...]
    apart: tuple[Apart, ...]
    table: Mapping[str, tuple[RegionAxis, ...]]
    """Axis → figures of each column, in their order."""

    @property
    def few(self) -> int:
        return self.grid.regions.detail_max + 1

    @property
    def steps(self) -> list[Step]:
        return [step for group in self.groups for step in group.steps]

    @property
    def evaluated(self) -> int:
        return len({row.code for part in self.parts for row in part.rows})


def trend_of(session: Session, ids: Select[int], view: View, asked: str) -> Trend:
    """Five queries or so, whatever the number of projects. `asked`: the code of an axis, else the first one."""
    spoken = read_spoken(session, ids, view)
    newest, versions = versions_met(session, set(spoken.references))
    grid = grid_of(session, newest or newest_grid(session).reference)
    axes = tuple(axis_choices(grid))
    axis = next((own for own in axes if own.code == asked), axes[0])
    rows = read_rows(session, ids, view.readings, axis.code)
    latest = latest_of(rows, view)
    kept, apart = comparable(latest, versions)
    columns = view.columns(spoken.columns)
    table = {
        own.code: tuple(spoken.figures(grid, own.code, column.key, versions) for column in columns) for own in axes
    }
    linked = [column for column in columns if column.is_linked]
    seen = seen_of(kept.get(axis.code, {}), linked)
    steps, once, few = steps_of(seen, answered_both(session, pairs_of(seen)), grid.dialogue.min_paired)
    own = [_apart(row, reason, axis, view) for row, reason in apart]
    own += [
        _apart(row, Status(row.status).label.lower(), axis, view) for row in unpublished_of(rows, latest, axis, view)
    ]
    return Trend(
        grid=grid,
        axis=axis,
        axes=axes,
        parts=tuple(
            _part(column, found, kept.get(axis.code, {}))
            for column, found in zip(columns, table[axis.code], strict=True)
        ),
        groups=tuple(groups_of(steps, linked, grid.regions.detail_max + 1)),
        once=tuple(once),
        apart=tuple(sorted(own + [_apart(row, reason, axis, view) for row, reason in few], key=_place)),
        table=table,
    )


def _part(column: Column, figures: RegionAxis, kept: Mapping[str, Mapping[str, Row]]) -> Part:
    rows = kept.get(column.key, {}).values()
    return Part(column, figures, tuple(sorted(rows, key=lambda row: (row.title, row.code))))


def _apart(row: Row, reason: str, axis: AxisChoice, view: View) -> Apart:
    column = column_of(row, view)
    when = next((own.label for own in view.columns({column}) if own.key == column), column)
    return Apart(row, when, axis.label, reason)


def _place(own: Apart) -> tuple[str, str, str]:
    return own.row.title.casefold(), own.row.code, own.when
