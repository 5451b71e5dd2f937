"""One region, as one reads it before meeting its partners; its timeline as a file."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.benchmarks.shares import Shares, read_shares
from app.db import Reading
from app.pictures.standalone import svg_response
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.course import course_of
from app.regions.missing import missing_of
from app.regions.page import page_of
from app.regions.scores import asked_moment, whole_portfolio
from app.regions.territories import Territory, latest_campaigns, territory
from app.regions.versions import left_out_lines
from app.regions.views import Portfolio
from app.regions.words import course_sentence
from app.web.auth import Right, Router
from app.web.templating import draw, render
from app.whole.lane import kept_for
from evaluation import Moment
from evaluation.words import REGIONAL_READING

router = Router()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is under the title: the same for all who may read it."""

    projects: int
    content: Markup


@router.get("/regions/{code}", right=Right.CONSULT)
def region(request: Request, code: str, session: Reading, moment: str = "", axe: str = "") -> Response:
    chosen, today = asked_moment(moment), clock.today()
    place = territory(session, code)
    kept = kept_for(request, session)
    key = ("region", place.code, chosen, axe, today)
    drawn = kept.get(key, lambda: draw_region(session, place, chosen, axe, today))
    return render(request, "regions/region.html", place=place, moment=chosen, axis=axe, drawn=drawn)


def draw_region(session: Session, place: Territory, moment: Moment, axis: str, today: date) -> Drawn:
    whole = whole_portfolio(session, moment, place.code)
    scored = whole.projects_of(place.code)
    campaigns = latest_campaigns(session, list(scored), moment)
    own = page_of(session, place, today)
    content = draw(
        "regions/_region.html",
        own=own,
        sentence=course_sentence(own.course),
        whole=whole,
        place=place,
        moments=list(Moment),
        moment=moment,
        reading=REGIONAL_READING[moment],
        axis=axis,
        scored=scored,
        missing=missing_of(whole, moment, scored, campaigns),
        left_out=left_out_lines(whole, {place.code}),
        shares=_shares(session, whole, place, moment),
    )
    return Drawn(own.projects, content)


def _shares(session: Session, whole: Portfolio, place: Territory, moment: Moment) -> Shares:
    """Of its projects; too few of them say nothing together."""
    labels, few = {axis.code: axis.label for axis in whole.grid.axes}, whole.grid.regions.detail_max + 1
    kept = matching_projects(PortfolioFilter(region=place.code))
    return read_shares(session, moment, kept, labels, few, whole.grid.reference)


@router.get("/regions/{code}/frise.svg", right=Right.CONSULT)
def timeline(request: Request, code: str, session: Reading) -> Response:
    place = territory(session, code)
    course = course_of(session, code, clock.today())
    return svg_response(
        request,
        "regions/timeline.svg",
        f"frise-{code}.svg",
        title=f"{place.name}, le chemin des projets",
        sentence=course_sentence(course),
        height=course.height,
        styles=("regions.css",),
        course=course,
    )
