"""What each project bears at each moment, taken while projects, amounts and scores are read together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from app.exchanges.funder.followed import ProjectLine
from app.exchanges.funder.money import Amounts
from app.exchanges.funder.scores import ScoreLine
from app.exchanges.funder.spooled import AT_ONCE, Spooled, chunks
from app.exchanges.funder.tables import FIRST
from app.exchanges.funder.turns import ByProject
from app.models import Moment
from evaluation import Moment as MethodMoment
from evaluation import Status
from evaluation.words import REGIONAL_READING

Place = tuple[Moment, str]
"""A moment, and an axis or an index."""


class Spoken(NamedTuple):
    """The score a project bears for an axis at a moment, and its row in « Scores »."""

    score: float
    reference: str
    row: int


class Voice(NamedTuple):
    """A score with its project. `row`: of the project in « Financements »."""

    code: str
    region: str
    committed: Decimal | int
    row: int
    spoken: Spoken


@dataclass(frozen=True)
class Heard:
    """`voices` wait on disk. `kept`: how many projects count, by moment and region; `references`: the versions met."""

    voices: dict[Place, Spooled[Voice]] = field(default_factory=dict)
    kept: Mapping[Moment, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    references: Mapping[Moment, set[str]] = field(default_factory=lambda: defaultdict(set))
    counted: Spooled[tuple[Moment, ...]] = field(default_factory=Spooled)
    """Of each project, in their order, the moments at which it counts."""


def listen(projects: Iterable[ProjectLine], amounts: Iterable[Amounts], lines: Iterable[ScoreLine]) -> Heard:
    """All three in the order of the projects."""
    found, scored = Heard(), ByProject(lines)
    together = enumerate(zip(projects, amounts, strict=True), FIRST)
    for some in chunks(together, AT_ONCE):
        voices: dict[Place, list[Voice]] = defaultdict(list)
        counted = []
        for row, (line, own) in some:
            span, rows = scored.of(line.code)
            said = latest(rows, span[0]) if span else {}
            for place, spoken in said.items():
                voices[place].append(Voice(line.code, line.region_code or "", own.committed, row, spoken))
            counted.append(_moments(line, said))
            _count(found, line, counted[-1], said)
        found.counted.add(counted)
        for place, own_voices in voices.items():
            found.voices.setdefault(place, Spooled()).add(own_voices)
    return found


def latest(lines: Sequence[ScoreLine], first: int) -> dict[Place, Spoken]:
    """Of one project, its latest published scores; its lines come in the order of their campaigns."""
    found: dict[Place, Spoken] = {}
    for row, line in enumerate(lines, first):
        own, axis = line.published, line.axis
        reading = REGIONAL_READING[MethodMoment(own.moment)]
        if (axis.reading, axis.status) == (reading, Status.PUBLISHED) and axis.score is not None:
            found[Moment(own.moment), axis.axis] = Spoken(axis.score, own.grid, row)
    return found


def _moments(line: ProjectLine, said: Mapping[Place, Spoken]) -> tuple[Moment, ...]:
    """All of them once it is funded, else those at which it is evaluated."""
    evaluated = {moment for moment, _ in said}
    return tuple(moment for moment in Moment if line.funded or moment in evaluated)


def _count(found: Heard, line: ProjectLine, moments: Iterable[Moment], said: Mapping[Place, Spoken]) -> None:
    for moment in moments:
        found.kept[moment][line.region_code or ""] += 1
    for (moment, _), spoken in said.items():
        found.references[moment].add(spoken.reference)
