"""One axis before and after: a line per reading, and what moved from one to the other (§4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.restitution.queries import Source
from app.restitution.regards import plain
from app.results.facts import Frozen, facts_of
from app.results.words import NBSP, axis_words, counted, signed
from evaluation import AxisEvolution, Grid, Maturity, Reading

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


def lanes_of(source: Source | None, code: str, readings: Sequence[Reading]) -> Iterable[Lane]:
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


def move_of(grid: Grid, own: AxisEvolution) -> Move:
    return Move(
        reading=own.from_reading,
        shown=None if own.difference is None else signed(own.difference),
        paired=own.paired,
        up=own.up,
        stable=own.stable,
        down=own.down,
        needed=grid.dialogue.min_paired,
    )
