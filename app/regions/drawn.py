"""What is under the title of a place, part by part: each is made again when a table it was made from has changed."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.benchmarks.shares import Shares, read_shares
from app.parts import Parts
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.missing import Missing, missing_of
from app.regions.page import page_of
from app.regions.scores import whole_portfolio
from app.regions.territories import Territory, latest_campaigns
from app.regions.versions import left_out_lines
from app.regions.views import Portfolio
from app.regions.words import course_sentence
from app.web.templating import draw
from evaluation import Moment
from evaluation.words import REGIONAL_READING

NAMED = 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same for all who may read it."""

    projects: int
    content: Markup


class Said(NamedTuple):
    """The scores as they are drawn, and what the rest of the page says of them; `missing`: the first of `lacking`."""

    content: Markup
    funded: int
    evaluated: int
    is_apart: bool
    missing: tuple[Missing, ...]
    lacking: int


def drawn_of(session: Session, parts: Parts, place: Territory, moment: Moment, axis: str, today: date) -> Drawn:
    own = page_of(session, place, today, parts)
    key = ("region", "said", place, moment, today)
    said = parts.made(key, session, lambda fresh: said_of(fresh, place, moment))
    content = draw(
        "regions/_region.html",
        own=own,
        sentence=course_sentence(own.course),
        place=place,
        moments=list(Moment),
        moment=moment,
        axis=axis,
        said=said,
    )
    return Drawn(own.projects, content)


def said_of(session: Session, place: Territory, moment: Moment) -> Said:
    whole = whole_portfolio(session, moment, place.code)
    scored = whole.projects_of(place.code)
    evaluated = sum(1 for own in scored.values() if own.scores)
    missing = missing_of(whole, moment, scored, latest_campaigns(session, list(scored), moment))
    left_out = left_out_lines(whole, {place.code})
    content = draw(
        "regions/_said.html",
        whole=whole,
        place=place,
        moment=moment,
        reading=REGIONAL_READING[moment],
        scored=scored,
        evaluated=evaluated,
        left_out=left_out,
        shares=_shares(session, whole, place, moment),
    )
    return Said(content, len(scored), evaluated, bool(left_out), tuple(missing[:NAMED]), len(missing))


def _shares(session: Session, whole: Portfolio, place: Territory, moment: Moment) -> Shares:
    """Of its projects; too few of them say nothing together."""
    labels, few = {axis.code: axis.label for axis in whole.grid.axes}, whole.grid.regions.detail_max + 1
    kept = matching_projects(PortfolioFilter(region=place.code))
    return read_shares(session, moment, kept, labels, few, whole.grid.reference)
