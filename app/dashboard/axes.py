"""The five axes over the projects kept, at one moment: what was published, and only what compares."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.queries import current_results
from app.dashboard.spread import MANY, Spread, spread_of
from app.models import AxisResult, Campaign, Project
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.queries import RegionalScores, regional_scores
from app.regions.territories import titles_of
from app.regions.versions import left_out_words
from app.regions.views import axis_choices, shown
from evaluation import Moment, RegionAxis, Status, aggregate
from evaluation.words import REGIONAL_READING

Confidences = Mapping[str, Mapping[str, str]]


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
    kept = matching_projects(chosen, today)
    scores = regional_scores(session, moment, kept)
    national = aggregate(scores.grid, scores.projects)[1]
    confidences = _confidences(session, moment, chosen, today)
    scored = [own.code for own in scores.projects if own.scores]
    told = {own.project for axis in national.axes.values() if axis.n <= MANY for own in axis.scores}
    titles = titles_of(session, sorted(told))
    few = scores.grid.regions.detail_max + 1
    return Axes(
        moment=moment,
        funded=national.funded,
        evaluated=len({*scored, *(own.project for own in scores.left_out)}),
        few=few,
        version=scores.grid.version,
        grid_reference=scores.grid.reference,
        lines=tuple(
            AxisSpread(
                choice.code,
                "Indice d’impact" if choice.is_index else choice.label,
                choice.colour,
                choice.is_index,
                _spread(national.axes[choice.code], titles, few),
                _counted(national.axes[choice.code], confidences.get(choice.code, {})),
            )
            for choice in axis_choices(scores.grid)
        ),
        left_out=tuple(_left_out(scores)),
    )


def _spread(figures: RegionAxis, titles: Mapping[str, str], few: int) -> Spread:
    """Beyond a number of dots, bars count the projects: none is named."""
    if figures.n > MANY:
        return spread_of([(own.score, "") for own in figures.scores], few)
    return spread_of([(own.score, f"{titles[own.project]}\u00a0: {shown(own.score)}") for own in figures.scores], few)


def _counted(figures: RegionAxis, own: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    letters = Counter(own[score.project] for score in figures.scores if score.project in own)
    return tuple(sorted(letters.items()))


def _left_out(scores: RegionalScores) -> list[str]:
    return left_out_words(scores.grid, scores.left_out)


def _confidences(session: Session, moment: Moment, chosen: PortfolioFilter, today: date) -> Confidences:
    """By axis, then by project: the letter beside the score that the regions keep."""
    current = current_results().subquery()
    rows = session.execute(
        select(Project.code, AxisResult.axis, AxisResult.confidence)
        .ext(distinct_on(Project.code, AxisResult.axis))
        .join(current, current.c.result_id == AxisResult.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(
            Campaign.moment == moment,
            Project.id.in_(matching_projects(chosen, today)),
            AxisResult.reading == REGIONAL_READING[moment],
            AxisResult.status == Status.PUBLISHED,
            AxisResult.score.is_not(None),
        )
        .order_by(Project.code, AxisResult.axis, Campaign.held_on.desc(), Campaign.id.desc())
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code, axis, letter in rows:
        if letter:
            found[axis][code] = letter
    return found
