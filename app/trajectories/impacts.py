"""The impacts that take time, as the grid in force dates them."""

from functools import lru_cache

from sqlalchemy.orm import Session

from app.assessments.queries import newest_grid
from evaluation import Axis, parse_grid
from evaluation.horizons import axes_with_horizon


def impacts_in_force(session: Session) -> tuple[Axis, ...]:
    """The nearest horizon first; one query, whether the grid was already read or not."""
    return _axes(newest_grid(session).source)


def short(axis: Axis) -> str:
    """« Performance » of « Impact performance (…) »: the word people use."""
    name = axis.label.partition(" (")[0].removeprefix("Impact ")
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=4)
def _axes(source: str) -> tuple[Axis, ...]:
    """A published version is never edited: the same text is the same grid."""
    return axes_with_horizon(parse_grid(source))
