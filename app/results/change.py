"""What changed since the ex ante campaign, on paired answers only (§4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.results.views import Voice
from app.results.words import NBSP, counted, signed
from app.wording import listed
from evaluation import AxisEvolution, Campaign, Equivalence, Grid, OtherVersion, Reading, evolution


@dataclass(frozen=True)
class Change:
    """One axis from one ex ante reading to what is observed."""

    shown: str
    detail: str


@dataclass(frozen=True)
class ChangeRow:
    """`left_out` says which questions have no other side when two versions of the grid meet."""

    axis_label: str
    since_initial: Change | None
    since_expected: Change | None
    left_out: str = ""


@dataclass(frozen=True)
class ChangeView:
    """`since` is the date of the ex ante campaign; those who joined or left are named beside, they move no figure.

    `version` is that of the ex ante campaign when it is not the same; only equivalent questions are paired then.
    """

    since: date
    rows: tuple[ChangeRow, ...]
    joined: tuple[Voice, ...]
    left: tuple[Voice, ...]
    version: str = ""


@dataclass(frozen=True)
class EarlierGrid:
    """The version the ex ante campaign was held with, and what of it the later one still asks."""

    grid: Grid
    equivalence: Equivalence

    @property
    def as_other(self) -> OtherVersion:
        return OtherVersion(self.grid, self.equivalence.questions)

    def left_out(self, axis: str) -> str:
        """« sans C1.1 et C1.3 », or nothing when every question has its other side."""
        own = self.equivalence.axes[axis]
        codes = sorted({*own.added, *own.retired})
        return f"sans {listed(codes)}" if codes else ""


def change_view(
    grid: Grid,
    before: Campaign,
    after: Campaign,
    voices_before: Mapping[str, Voice],
    voices: Mapping[str, Voice],
    earlier: EarlierGrid | None = None,
) -> ChangeView:
    others = {before.id: earlier.as_other} if earlier else {}
    found = evolution(grid, [before, after], others)
    by_axis = {(own.axis, own.from_reading): _change(grid, own) for own in found}
    rows = [
        ChangeRow(
            axis.label,
            by_axis.get((axis.code, Reading.INITIAL)),
            by_axis.get((axis.code, Reading.EXPECTED)),
            earlier.left_out(axis.code) if earlier else "",
        )
        for axis in grid.axes
    ]
    version = earlier.grid.version if earlier else ""
    return ChangeView(before.date, tuple(rows), *_movements(found, voices_before, voices), version)


def _movements(
    found: Sequence[AxisEvolution], before: Mapping[str, Voice], after: Mapping[str, Voice]
) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """Who was invited on one side only: the same for every axis."""
    if not found:
        return (), ()
    return tuple(after[one] for one in found[0].joined), tuple(before[one] for one in found[0].left)


def _change(grid: Grid, own: AxisEvolution) -> Change:
    if own.difference is None:
        paired = counted(own.paired, "partenaire apparié", "partenaires appariés")
        return Change("—", f"{paired}, il en faut {grid.dialogue.min_paired}")
    paired = counted(own.paired, "apparié", "appariés")
    moves = f"{own.up} en hausse, {counted(own.stable, 'stable', 'stables')}, {own.down} en baisse"
    return Change(f"{signed(own.difference)}{NBSP}points", f"{paired}{NBSP}: {moves}")
