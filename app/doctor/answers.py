"""Published scores beside the answers as they are in the database today: nobody may change them behind a publication.

Computed by columns (`app.assessments.bulk`), apart from the rules that published them: a second opinion, in seconds.
"""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import current_results
from app.doctor.finding import Finding, good, listed, watch
from app.models import AxisResult, Campaign, CampaignStatus, Project, Result
from evaluation import FORMULA_VERSION, Grid, Reading

EQUAL = 1e-9


def published_scores_are_those_of_the_answers(session: Session) -> Finding:
    held = select(Campaign.grid_reference).where(Campaign.status == CampaignStatus.PUBLISHED).distinct()
    grids = [grid_of(session, reference) for reference in session.scalars(held.order_by(Campaign.grid_reference)).all()]
    moved = {campaign for grid in grids for reading in Reading for campaign in _moved(session, grid, reading)}
    if not moved:
        return good("Les scores publiés sont bien ceux des réponses de la base.")
    codes = session.scalars(
        select(Project.code).distinct().join(Campaign).where(Campaign.id.in_(moved)).order_by(Project.code)
    )
    return watch(
        f"Des réponses ne sont plus celles dont les scores publiés ont été tirés\u202f: {listed(list(codes))}."
    )


def _moved(session: Session, grid: Grid, reading: Reading) -> Iterator[int]:
    """Campaigns one of whose axes or indices has another score, or none, or has one that was not published."""
    from app.assessments.bulk.whole import all_scores  # columns are loaded only by whoever compares

    for found in all_scores(session, grid, reading):
        places = {campaign: place for place, campaign in enumerate(found.invited.campaigns.tolist())}
        lines = {axis.code: line for axis, line in zip(found.plan.axes, found.scores.tolist(), strict=True)}
        lines |= {index.code: line for index, line in zip(grid.indices, found.indices.tolist(), strict=True)}
        for campaign, axis, score in _published(session, reading, min(places), max(places)) if places else ():
            if campaign in places and not _same(score, lines[axis][places[campaign]]):
                yield campaign


def _published(session: Session, reading: Reading, first: int, last: int) -> Iterator[tuple[int, str, float | None]]:
    current = current_results().where(Result.campaign_id.between(first, last)).subquery()
    rows = session.execute(
        select(current.c.campaign_id, AxisResult.axis, AxisResult.score)
        .join(AxisResult, AxisResult.result_id == current.c.result_id)
        .join(Result, Result.id == current.c.result_id)
        .join(Campaign, Campaign.id == current.c.campaign_id)
        .where(
            Campaign.status == CampaignStatus.PUBLISHED,
            Campaign.grid_reference == Result.grid_reference,
            Result.formula_version == FORMULA_VERSION,
            AxisResult.reading == reading,
        )
    )
    return ((campaign, axis, score) for campaign, axis, score in rows)


def _same(published: float | None, found: float) -> bool:
    """None is NaN, equal to nothing."""
    return found != found if published is None else abs(published - found) <= EQUAL
