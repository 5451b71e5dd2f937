"""The five axes over the projects kept, at one moment: what was published, and only what compares."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.dashboard.spread import MANY, Spread, spread_of, spread_of_many
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.gathered import Gathered, gather
from app.regions.named import Named, named_scores
from app.regions.versions import counted_words
from app.regions.views import AxisChoice, axis_choices, shown
from evaluation import Moment

NAMELESS = ""


@dataclass(frozen=True)
class AxisSpread:
    """One axis or index; `confidences`: how many scores bear each letter, in the order of letters."""

    code: str
    label: str
    colour: str
    is_index: bool
    spread: Spread
    confidences: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Axes:
    """`funded` projects, of which `evaluated` have a published score at this moment; `few`: least for a median."""

    moment: Moment
    funded: int
    evaluated: int
    few: int
    version: str
    grid_reference: str
    lines: tuple[AxisSpread, ...]
    left_out: tuple[str, ...]


def axes(session: Session, moment: Moment, chosen: PortfolioFilter, today: date) -> Axes:
    """Two queries, and a few more where several versions of the grid meet."""
    kept = matching_projects(chosen, today)
    found = gather(session, moment, kept, with_amounts=False)
    grid = grid_of(session, found.reference or newest_grid(session).reference)
    few = grid.regions.detail_max + 1
    told = named_scores(session, moment, found, _told_apart(found), kept)
    return Axes(
        moment=moment,
        funded=sum(found.funded.values()),
        evaluated=found.published,
        few=few,
        version=grid.version,
        grid_reference=grid.reference,
        lines=tuple(_line(choice, found, told, few) for choice in axis_choices(grid)),
        left_out=tuple(counted_words(grid, found.left_out())),
    )


def _told_apart(found: Gathered) -> list[tuple[str, str]]:
    """The (region, axis) of the axes whose dots are told apart."""
    counts: Counter[str] = Counter()
    for (_, axis), lots in found.kept.items():
        counts[axis] += sum(len(lot.scores) for lot in lots)
    return [key for key in found.kept if counts[key[1]] <= MANY]


def _line(choice: AxisChoice, found: Gathered, told: Mapping[tuple[str, str], Sequence[Named]], few: int) -> AxisSpread:
    label = "Indice d’impact" if choice.is_index else choice.label
    lots = found.on(choice.code)
    named = [own for (_, axis), scores in told.items() if axis == choice.code for own in scores]
    values = [(own.score, f"{own.title}\u00a0: {shown(own.score)}") for own in named]
    letters: Counter[str] = Counter()
    for lot in lots:
        letters[lot.confidence] += len(lot.scores)
    del letters[NAMELESS]
    return AxisSpread(
        choice.code,
        label,
        choice.colour,
        choice.is_index,
        spread_of(values, few) if values else spread_of_many(chain.from_iterable(lot.scores for lot in lots), few),
        tuple(sorted(letters.items())),
    )
