"""Every score of a grid version, from the answers as they are now: some thousands of campaigns at a time."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.bulk.fetching import fetch
from app.assessments.bulk.plan import plan_of
from app.assessments.bulk.scoring import Scores, score
from app.models import Campaign
from evaluation import Grid, Reading

AT_ONCE = 5_000
"""Campaigns held in memory at the same time: some fifty megabytes."""


def all_scores(session: Session, grid: Grid, reading: Reading, *, at_once: int = AT_ONCE) -> Iterator[Scores]:
    """In the order of the campaigns; those that do not ask this reading are left out."""
    held = select(Campaign.id).where(Campaign.grid_reference == grid.reference).order_by(Campaign.id)
    ids, plan = session.scalars(held).all(), plan_of(grid, reading)
    for start in range(0, len(ids), at_once):
        some = ids[start : start + at_once]
        yield score(plan, fetch(session, plan, some[0], some[-1]))
