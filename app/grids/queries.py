"""The versions of the grid: those published, those being written, and what may be compared between two of them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

import evaluation
from app.assessments.gather import grids_of
from app.models import GridVersion
from evaluation import Equivalence, Grid


def published_grids(session: Session) -> dict[str, Grid]:
    """Every published version by reference; there are a handful."""
    return grids_of(session, session.scalars(select(GridVersion.reference)).all())


def equivalence(session: Session, earlier: str, later: str) -> Equivalence:
    """What of two published versions may be compared, through the versions in between."""
    return evaluation.equivalence(published_grids(session), earlier, later)
