"""The regions: where the fund invests, and what its projects say, one axis at a time."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.regions.queries import regional_scores
from app.regions.territories import latest_campaigns, project_lines, territories, territory, titles_of
from app.regions.versions import left_out_lines
from app.regions.views import Portfolio, missing_of, portfolio
from app.web.auth import Right, Router
from app.web.templating import render
from evaluation import Moment
from evaluation.words import REGIONAL_READING

router = Router()
ALL_AXES = "tous"


@router.get("/regions", right=Right.CONSULT)
def regions(request: Request, session: Reading, moment: str = "", axe: str = "") -> Response:
    chosen = asked_moment(moment)
    whole = whole_portfolio(session, chosen)
    axis = asked_axis(whole, axe)
    return render(
        request,
        "regions/map.html",
        whole=whole,
        moments=list(Moment),
        moment=chosen,
        reading=REGIONAL_READING[chosen],
        axis=axis,
        chosen=next((choice for choice in whole.axes if choice.code == axis), None),
        left_out=left_out_lines(whole, axes={axis} if axis != ALL_AXES else None),
    )


@router.get("/regions/{code}", right=Right.CONSULT)
def region(request: Request, code: str, session: Reading, moment: str = "", axe: str = "") -> Response:
    chosen = asked_moment(moment)
    place = territory(session, code)
    whole = whole_portfolio(session, chosen)
    scored = whole.projects_of(code)
    lines = project_lines(session, list(scored))
    campaigns = latest_campaigns(session, list(scored), chosen)
    return render(
        request,
        "regions/region.html",
        whole=whole,
        place=place,
        moments=list(Moment),
        moment=chosen,
        reading=REGIONAL_READING[chosen],
        axis=axe,
        lines=lines,
        scored=scored,
        missing=missing_of(whole, chosen, lines, scored, campaigns),
        left_out=left_out_lines(whole, set(scored)),
    )


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
