"""Published results of a project, read back as they were frozen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments.gather import grids_of, inputs_of, published_inputs
from app.assessments.identities import recognised
from app.grids.queries import equivalence
from app.models import Project, Result
from app.results.change import ChangeView, EarlierGrid, change_view
from app.results.dialogue import Point, dialogue_points
from app.results.published import CampaignLine, campaigns_of, not_published, profile_labels, published_result
from app.results.views import ReadingView, reading_of, reading_view, voices_of
from evaluation import READINGS, Grid, Moment, Reading
from evaluation.words import REGIONAL_READING


@dataclass(frozen=True)
class ResultView:
    """One reading of one published result, ready to be shown."""

    campaign: CampaignLine
    sequence: int
    is_current: bool
    published_at: datetime
    readings: tuple[Reading, ...]
    shown: ReadingView
    points: tuple[Point, ...]
    change: ChangeView | None


@dataclass(frozen=True)
class ResultsCard:
    """`view` is none while nothing is published; `waiting` counts the campaigns without a result."""

    campaigns: tuple[CampaignLine, ...]
    waiting: int
    view: ResultView | None


def project_card(
    session: Session, project: Project, campaign_id: int | None = None, reading: str = "", sequence: int | None = None
) -> ResultsCard:
    """The latest published campaign, or the one asked for; a constant number of queries."""
    lines = campaigns_of(session, project.id)
    published = tuple(line for line in lines if line.result_id is not None)
    waiting = len(lines) - len(published)
    if campaign_id is None and not published:
        return ResultsCard((), waiting, None)
    chosen = _chosen(project, published, campaign_id)
    return ResultsCard(published, waiting, result_view(session, project, published, chosen, reading, sequence))


def default_reading(moment: Moment) -> Reading:
    """The reading a region would speak of: before the project, what is expected."""
    return REGIONAL_READING[moment]


def asked_reading(moment: Moment, asked: str) -> Reading:
    """The reading of the address when this moment has it."""
    return next((reading for reading in READINGS[moment] if reading == asked), default_reading(moment))


def result_view(
    session: Session,
    project: Project,
    published: Sequence[CampaignLine],
    chosen: CampaignLine,
    asked: str,
    sequence: int | None,
) -> ResultView:
    result = published_result(session, project, chosen.id, sequence)
    before = _ex_ante_before(session, published, chosen)
    labels = profile_labels(session)
    grid = grids_of(session, [result.grid_reference])[result.grid_reference]
    reading = asked_reading(chosen.moment, asked)
    voices = voices_of(result.scores, labels)
    kept = reading_of(result.scores, reading)
    return ResultView(
        campaign=chosen,
        sequence=result.sequence,
        is_current=result.id == chosen.result_id,
        published_at=result.published_at,
        readings=READINGS[chosen.moment],
        shown=reading_view(grid, kept, voices),
        points=tuple(dialogue_points(grid, kept, published_inputs(result), reading, voices)),
        change=_change(session, grid, before, result, labels),
    )


def _change(
    session: Session, grid: Grid, before: Result | None, after: Result, labels: dict[str, str]
) -> ChangeView | None:
    """Between two versions of the grid only equivalent questions are compared; none at all: nothing is."""
    if before is None:
        return None
    earlier = earlier_grid(session, before.grid_reference, after.grid_reference)
    if earlier and not earlier.equivalence.questions:
        return None
    then, now = recognised(session, before, after)
    voices = voices_of(then, labels), voices_of(now, labels)
    return change_view(grid, inputs_of(then), inputs_of(now), *voices, earlier)


def earlier_grid(session: Session, before: str, after: str) -> EarlierGrid | None:
    """None when both sides hold the same version."""
    if before == after:
        return None
    return EarlierGrid(grids_of(session, [before])[before], equivalence(session, before, after))


def _ex_ante_before(session: Session, published: Sequence[CampaignLine], chosen: CampaignLine) -> Result | None:
    """The current result of the latest ex ante campaign, for what is observed later."""
    if chosen.moment is Moment.EX_ANTE:
        return None
    earlier: Iterable[CampaignLine] = (line for line in published if line.moment is Moment.EX_ANTE)
    line = next((line for line in earlier if line.held_on <= chosen.held_on), None)
    return session.get(Result, line.result_id) if line else None


def _chosen(project: Project, published: Sequence[CampaignLine], campaign_id: int | None) -> CampaignLine:
    if campaign_id is None:
        return published[0]
    found = next((line for line in published if line.id == campaign_id), None)
    if found is None:
        raise not_published(project)
    return found
