"""Every score of a grid version, from the answers as they are now: some thousands of campaigns at a time."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.assessments.bulk.fetching import fetch, slices
from app.assessments.bulk.plan import plan_of
from app.assessments.bulk.scoring import Scores, score
from evaluation import Grid, Reading

AT_ONCE = 5_000
"""Campaigns held in memory at the same time: some fifty megabytes."""


def all_scores(session: Session, grid: Grid, reading: Reading, *, at_once: int = AT_ONCE) -> Iterator[Scores]:
    """In the order of the campaigns; those that do not ask this reading are left out."""
    plan = plan_of(grid, reading)
    for first, last in slices(session, grid, at_once):
        yield score(plan, fetch(session, plan, first, last))
