"""Before and after: what was there, what was expected, what is observed, and what moved on paired answers only (§4).

What was expected and what is observed are never joined: an expectation is not a first measure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.assessments.gather import inputs_of
from app.restitution.lanes import Lane, Move, lanes_of, move_of
from app.restitution.queries import Source
from app.results.views import Voice, voices_of
from app.results.words import NBSP, counted, typeset
from evaluation import Axis, AxisEvolution, Equivalence, Grid, Reading, evolution
from evaluation.evolution import OtherVersion

BEFORE = (Reading.INITIAL, Reading.EXPECTED)


@dataclass(frozen=True)
class AxisStory:
    code: str
    label: str
    before: tuple[Lane, ...]
    after: Lane | None
    moves: tuple[Move, ...]
    apart: str = ""
    """Why its two scores are not to be compared, between two versions of the grid."""

    def lane(self, reading: Reading) -> Lane | None:
        lanes = (*self.before, *((self.after,) if self.after else ()))
        return next((lane for lane in lanes if lane.reading == reading), None)

    def move(self, reading: Reading) -> Move | None:
        return next((move for move in self.moves if move.reading == reading), None)


@dataclass(frozen=True)
class Story:
    """`left_out` says what no figure counts, one sentence each."""

    axes: tuple[AxisStory, ...]
    joined: tuple[Voice, ...]
    left: tuple[Voice, ...]
    left_out: tuple[str, ...]


def story(
    before: Source | None, after: Source | None, labels: Mapping[str, str], versions: Equivalence | None = None
) -> Story:
    """`versions` relates the two grids when they are not the same one."""
    grid = _grid(before, after)
    found = _evolution(before, after, versions)
    axes = tuple(
        replace(_axis(grid, axis.code, before, after, found), apart=_apart(versions, axis)) for axis in grid.axes
    )
    joined, left = _movements(before, after, labels, found)
    return Story(axes, joined, left, tuple(_left_out(grid, found, versions)))


def _grid(before: Source | None, after: Source | None) -> Grid:
    spoken = after or before
    if spoken is None:
        raise ValueError("nothing is published")
    return spoken.grid


def _evolution(before: Source | None, after: Source | None, versions: Equivalence | None) -> tuple[AxisEvolution, ...]:
    """With the later grid; of another version, only the questions that are equivalent."""
    if before is None or after is None:
        return ()
    earlier, later = inputs_of(before.scores), inputs_of(after.scores)
    others = {earlier.id: OtherVersion(before.grid, versions.questions)} if versions else None
    return evolution(after.grid, [earlier, later], others)


def _axis(
    grid: Grid, code: str, before: Source | None, after: Source | None, found: Iterable[AxisEvolution]
) -> AxisStory:
    return AxisStory(
        code=code,
        label=typeset(grid.axis(code).label),
        before=tuple(lanes_of(before, code, BEFORE)),
        after=next(iter(lanes_of(after, code, (Reading.OBSERVED,))), None),
        moves=tuple(move_of(grid, own) for own in found if own.axis == code),
    )


def _apart(versions: Equivalence | None, axis: Axis) -> str:
    reasons = versions.reasons_of(axis.code) if versions else ()
    if not reasons:
        return ""
    return f"D’une version de la grille à l’autre, ces scores ne se comparent pas{NBSP}: {', '.join(reasons)}."


def _movements(
    before: Source | None, after: Source | None, labels: Mapping[str, str], found: Sequence[AxisEvolution]
) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """Who was invited on one side only: the same for every axis."""
    if before is None or after is None or not found:
        return (), ()
    then, now = voices_of(before.scores, labels), voices_of(after.scores, labels)
    return _sorted(now[one] for one in found[0].joined), _sorted(then[one] for one in found[0].left)


def _sorted(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda voice: (voice.profile_label, voice.name)))


def _left_out(grid: Grid, found: Sequence[AxisEvolution], versions: Equivalence | None) -> Iterable[str]:
    not_asked = [typeset(axis.label) for axis in grid.axes if not axis.is_asked(Reading.INITIAL)]
    if not_asked:
        yield f"La situation initiale n’est pas demandée sur {', '.join(not_asked)}{NBSP}: rien n’y est comparé à elle."
    if versions:
        yield from _between_versions(versions)
    if found and (found[0].joined or found[0].left):
        yield "Les partenaires arrivés ou partis entre les deux campagnes ne font bouger aucun chiffre."


def _between_versions(versions: Equivalence) -> Iterable[str]:
    """Questions that have no other side; when nothing can be compared, why."""
    for reason in versions.reasons:
        yield f"Les deux campagnes n’ont pas la même version de la grille, et rien ne s’y compare{NBSP}: {reason}."
    for axis in versions.axes.values():
        alone = sorted({*axis.added, *axis.retired})
        if alone and not versions.reasons:
            kept = counted(axis.paired, "question comparable", "questions comparables")
            yield f"{typeset(axis.label)}{NBSP}: {kept} d’une version à l’autre, sans {', '.join(alone)}."
