"""The impacts that take time, as the grid in force dates them."""

from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from evaluation import Axis
from evaluation.horizons import axes_with_horizon


def impacts_in_force(session: Session) -> tuple[Axis, ...]:
    """The nearest horizon first; two queries the first time, one then: a grid is read once."""
    return axes_with_horizon(grid_of(session, newest_grid(session).reference))


def short(axis: Axis) -> str:
    """« Performance » of « Impact performance (…) »: the word people use."""
    name = axis.label.partition(" (")[0].removeprefix("Impact ")
    return name[:1].upper() + name[1:]
