"""A whole portfolio at one moment: every project scored, then its regions (§5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluation.aggregation import RegionScore, ScoredProject, aggregate
from evaluation.answers import Campaign
from evaluation.grid import Grid
from evaluation.results import ReadingScore
from evaluation.scoring import score_campaign
from evaluation.words import REGIONAL_READING, Moment


@dataclass(frozen=True, slots=True)
class Project:
    """A funded project with its campaigns; `regions` holds no, one or several region codes."""

    code: str
    start_date: date | None = None
    regions: tuple[str, ...] = ()
    amount_eur: Decimal | float | None = None
    campaigns: tuple[Campaign, ...] = ()


@dataclass(frozen=True, slots=True)
class PortfolioScore:
    """`readings` holds, by project code, every reading scored; `national` is over all projects."""

    regions: tuple[RegionScore, ...]
    national: RegionScore
    readings: Mapping[str, tuple[ReadingScore, ...]]


def score_portfolio(grid: Grid, moment: str, projects: Iterable[Project]) -> PortfolioScore:
    """§5: the regions of one moment, with every reading of every project beside."""
    kept = sorted(projects, key=lambda project: project.code)
    readings = {project.code: score_project(grid, project) for project in kept}
    scored = [scored_project(grid, moment, project, readings[project.code]) for project in kept]
    regions, national = aggregate(grid, scored)
    return PortfolioScore(regions, national, readings)


def score_project(grid: Grid, project: Project) -> tuple[ReadingScore, ...]:
    """§1: every reading of every campaign, in the order given."""
    return tuple(
        reading for campaign in project.campaigns for reading in score_campaign(grid, campaign, project.start_date)
    )


def scored_project(grid: Grid, moment: str, project: Project, readings: Iterable[ReadingScore]) -> ScoredProject:
    """§5: for one moment, each axis takes the latest campaign (date, then id) where it is published."""
    rank = {campaign.id: (campaign.date, campaign.id) for campaign in project.campaigns if campaign.moment == moment}
    spoken = REGIONAL_READING[Moment(moment)]
    kept = [reading for reading in readings if reading.campaign in rank and reading.reading == spoken]
    scores: dict[str, float] = {}
    for reading in sorted(kept, key=lambda reading: rank[reading.campaign]):
        scores |= published_scores(reading)
    return ScoredProject(project.code, project.regions, project.amount_eur, scores)


def published_scores(reading: ReadingScore) -> dict[str, float]:
    """§3, §5: what enters regions: published axes, and indices that exist."""
    axes = {code: axis.published_score for code, axis in reading.axes.items()}
    return {code: score for code, score in (axes | dict(reading.indices)).items() if score is not None}
