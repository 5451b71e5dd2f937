"""Projects read through a frame: the latest published campaign of each, in a fixed number of queries.

Never a ranking: projects come by code, items in the order of the frame.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import BigInteger, Select, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.crosswalk.queries import Version, version_for
from app.crosswalk.reading import Bridge, ItemReading, bridge, read_frame
from app.grids.queries import published_grids
from app.models import Campaign, Project, Result
from evaluation import Moment, Reading
from evaluation.words import REGIONAL_READING

BATCH = 20
"""Results held at a time: each bears every answer."""


@dataclass(frozen=True, slots=True)
class ProjectReading:
    """One project at its latest moment: before it starts, what is expected; later, what is observed."""

    project_id: int
    code: str
    title: str
    moment: Moment
    held_on: date
    reading: Reading
    grid_reference: str
    items: tuple[ItemReading, ...]


@dataclass(frozen=True)
class PortfolioReading:
    """`projects` is read once, as it comes; a project without a published result is not in it."""

    version: Version
    projects: Iterator[ProjectReading]


def read_portfolio(session: Session, ids: Iterable[int], frame: str, as_of: date) -> PortfolioReading:
    """`ids` of projects. Refused when the frame is unknown. What was published after `as_of` is left out."""
    version = version_for(session, frame, as_of)
    return PortfolioReading(version, _projects(session, version, list(ids), as_of))


def _projects(session: Session, version: Version, ids: list[int], as_of: date) -> Iterator[ProjectReading]:
    grids = published_grids(session)
    bridges: dict[str, Bridge] = {}
    for row in session.execute(_latest(ids, as_of), execution_options={"yield_per": BATCH}):
        reference = row.grid_reference
        if reference not in bridges:
            bridges[reference] = bridge(grids, version.frame.grid, reference)
        moment = Moment(row.moment)
        reading = REGIONAL_READING[moment]
        items = read_frame(version.frame, grids[reference], bridges[reference], row.scores, reading)
        yield ProjectReading(row.id, row.code, row.title, moment, row.held_on, reading, reference, items)


def _latest(ids: list[int], as_of: date) -> Select[int, str, str, str, date, str, dict[str, object]]:
    """One result per project: its latest campaign published by then, and what spoke for it that day."""
    known_by = datetime.combine(as_of + timedelta(days=1), time(), PARIS)
    spoke = (
        select(Result.campaign_id, Result.id.label("result_id"))
        .ext(distinct_on(Result.campaign_id))
        .where(Result.published_at < known_by)
        .order_by(Result.campaign_id, Result.sequence.desc())
        .subquery()
    )
    latest = (
        select(Campaign.project_id, Campaign.id.label("campaign_id"), spoke.c.result_id)
        .ext(distinct_on(Campaign.project_id))
        .join(spoke, spoke.c.campaign_id == Campaign.id)
        .where(Campaign.project_id == any_(literal(ids, ARRAY(BigInteger))))
        .order_by(Campaign.project_id, Campaign.held_on.desc(), Campaign.id.desc())
        .subquery()
    )
    return (
        select(
            Project.id,
            Project.code,
            Project.title,
            Campaign.moment,
            Campaign.held_on,
            Result.grid_reference,
            Result.scores,
        )
        .join(latest, latest.c.project_id == Project.id)
        .join(Campaign, Campaign.id == latest.c.campaign_id)
        .join(Result, Result.id == latest.c.result_id)
        .order_by(Project.code)
    )
