"""Before and after: what was there, what was expected, what is observed, and what moved on paired answers only (§4).

What was expected and what is observed are never joined: an expectation is not a first measure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.assessments.gather import inputs_of
from app.restitution.queries import Source
from app.restitution.regards import plain
from app.results.facts import Frozen, facts_of
from app.results.views import Voice, voices_of
from app.results.words import NBSP, axis_words, counted, signed, typeset
from evaluation import Axis, AxisEvolution, Equivalence, Grid, Maturity, Reading, evolution
from evaluation.evolution import OtherVersion

BEFORE = (Reading.INITIAL, Reading.EXPECTED)
MOVES = {Reading.INITIAL: "depuis la situation initiale", Reading.EXPECTED: "par rapport à l’attendu"}


@dataclass(frozen=True)
class Lane:
    """One reading of one axis on its own line; without a score its words say why."""

    reading: Reading
    maturity: Maturity
    score: float | None
    low: float | None
    high: float | None
    is_provisional: bool
    words: str

    @property
    def marks(self) -> list[tuple[str, float, str]]:
        if self.score is None:
            return []
        return [(self.maturity.value, self.score, f"{self.reading.label}{NBSP}: {plain(self.score)}")]

    @property
    def description(self) -> str:
        if self.score is None:
            return f"{self.reading.label}, pas de score{NBSP}: {self.words}."
        return f"{self.reading.label}{NBSP}: {plain(self.score)} sur 100, {self.words}."


@dataclass(frozen=True)
class Move:
    """What moved on paired answers; `shown` is none below the number of partners the grid asks for."""

    reading: Reading
    shown: str | None
    paired: int
    up: int
    stable: int
    down: int
    needed: int

    @property
    def sentence(self) -> str:
        since = MOVES[self.reading]
        if self.shown is None:
            paired = counted(self.paired, "partenaire apparié", "partenaires appariés")
            return f"Pas d’écart calculé {since}{NBSP}: {paired}, il en faut {self.needed}."
        paired = counted(self.paired, "partenaire apparié", "partenaires appariés")
        return f"{self.shown}{NBSP}points {since}, pour {paired}{NBSP}: {self.counts}."

    @property
    def counts(self) -> str:
        return f"{self.up} en hausse, {counted(self.stable, 'stable', 'stables')}, {self.down} en baisse"


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
        before=tuple(_lanes(before, code, BEFORE)),
        after=next(iter(_lanes(after, code, (Reading.OBSERVED,))), None),
        moves=tuple(_move(grid, own) for own in found if own.axis == code),
    )


def _apart(versions: Equivalence | None, axis: Axis) -> str:
    reasons = versions.reasons_of(axis.code) if versions else ()
    if not reasons:
        return ""
    return f"D’une version de la grille à l’autre, ces scores ne se comparent pas{NBSP}: {', '.join(reasons)}."


def _lanes(source: Source | None, code: str, readings: Sequence[Reading]) -> Iterable[Lane]:
    kept = {own["reading"]: own["axes"].get(code) for own in source.scores["readings"]} if source else {}
    for reading in readings:
        if source and (axis := kept.get(reading)):
            yield _lane(source.grid, reading, axis)


def _lane(grid: Grid, reading: Reading, axis: Frozen) -> Lane:
    facts, spread = facts_of(axis), axis["dispersion"] or {}
    shown = facts.status.shows_number
    return Lane(
        reading=reading,
        maturity=facts.maturity,
        score=facts.score,
        low=spread.get("min") if shown else None,
        high=spread.get("max") if shown else None,
        is_provisional=facts.is_provisional,
        words=axis_words(grid, facts),
    )


def _move(grid: Grid, own: AxisEvolution) -> Move:
    return Move(
        reading=own.from_reading,
        shown=None if own.difference is None else signed(own.difference),
        paired=own.paired,
        up=own.up,
        stable=own.stable,
        down=own.down,
        needed=grid.dialogue.min_paired,
    )


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
