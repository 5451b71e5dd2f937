"""One axis through time: how it is distributed in each column, and what moved for the same projects only.

A figure of one year and a figure of the next are not of the same projects: a difference between them may say who was
evaluated, and nothing of what happened. So change is read on pairs alone, and what is left out is listed.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.regions.queries import versions_met
from app.regions.views import BIN, MANY, NOTHING, AxisChoice, axis_choices, counted, shown
from app.trends.kept import Kept, column_of, comparable, latest_of, speaks, unpublished_of
from app.trends.pairing import Group, Step, groups_of, steps_of
from app.trends.queries import Row, answered_both, read_rows
from app.trends.views import Column, View
from evaluation import Grid, Level, RegionAxis, ScoredProject, Status, aggregate

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
    rows = read_rows(session, ids, view.readings)
    newest, versions = versions_met(session, {row.reference for row in rows if speaks(row)})
    grid = grid_of(session, newest or newest_grid(session).reference)
    axes = tuple(axis_choices(grid))
    axis = next((own for own in axes if own.code == asked), axes[0])
    latest = latest_of(rows, view)
    kept, apart = comparable(latest, versions)
    columns = view.columns({column for found in latest.values() for column in found})
    figures = [_figures(grid, kept, column) for column in columns]
    linked = [column for column in columns if column.is_linked]
    both, least = answered_both(session, ids), grid.dialogue.min_paired
    steps, once, few = steps_of(kept.get(axis.code, {}), linked, both, least)
    own = [_apart(row, reason, axis, view) for row, reason in apart if row.axis == axis.code]
    own += [
        _apart(row, Status(row.status).label.lower(), axis, view) for row in unpublished_of(rows, latest, axis, view)
    ]
    return Trend(
        grid=grid,
        axis=axis,
        axes=axes,
        parts=tuple(_part(column, axis.code, found, kept) for column, found in zip(columns, figures, strict=True)),
        groups=tuple(groups_of(steps, linked, grid.regions.detail_max + 1)),
        once=tuple(once),
        apart=tuple(sorted(own + [_apart(row, reason, axis, view) for row, reason in few], key=_place)),
        table={own.code: tuple(found.get(own.code, NOTHING) for found in figures) for own in axes},
    )


def _figures(grid: Grid, kept: Kept, column: Column) -> Mapping[str, RegionAxis]:
    scores: dict[str, dict[str, float]] = defaultdict(dict)
    for axis, columns in kept.items():
        for code, row in columns.get(column.key, {}).items():
            scores[code][axis] = row.score or 0.0
    return aggregate(grid, [ScoredProject(code, (), None, own) for code, own in scores.items()])[1].axes


def _part(column: Column, axis: str, figures: Mapping[str, RegionAxis], kept: Kept) -> Part:
    rows = kept.get(axis, {}).get(column.key, {})
    return Part(column, figures.get(axis, NOTHING), tuple(sorted(rows.values(), key=lambda row: (row.title, row.code))))


def _apart(row: Row, reason: str, axis: AxisChoice, view: View) -> Apart:
    column = column_of(row, view)
    when = next((own.label for own in view.columns({column}) if own.key == column), column)
    return Apart(row, when, axis.label, reason)


def _place(own: Apart) -> tuple[str, str, str]:
    return own.row.title.casefold(), own.row.code, own.when
