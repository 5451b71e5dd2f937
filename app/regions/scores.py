"""The published scores of every territory, at the moment and on the axis of the address."""

from sqlalchemy.orm import Session

from app.regions.queries import regional_scores
from app.regions.territories import territories, titles_of
from app.regions.views import Portfolio, portfolio
from evaluation import Moment

ALL_AXES = "tous"


def whole_portfolio(session: Session, moment: Moment) -> Portfolio:
    scores = regional_scores(session, moment)
    titles = titles_of(session, [project.code for project in scores.projects])
    return portfolio(scores, territories(session), titles)


def asked_moment(typed: str) -> Moment:
    return Moment(typed) if typed in list(Moment) else Moment.IN_ITINERE


def asked_axis(whole: Portfolio, typed: str) -> str:
    """The axis of the address, all of them, or the first one."""
    known = [choice.code for choice in whole.axes]
    return typed if typed in (*known, ALL_AXES) else known[0]
