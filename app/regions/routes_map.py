"""The regions: where the fund invests, and what its projects say, one axis at a time."""

from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.regions.scores import ALL_AXES, asked_axis, asked_moment, whole_portfolio
from app.regions.versions import left_out_lines
from app.web.auth import Right, Router
from app.web.templating import draw, render
from app.whole.lane import kept_for
from evaluation import Moment
from evaluation.words import REGIONAL_READING

router = Router()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is under the title, and the figures of the title: the same for all who may read them."""

    covered: int
    funded: int
    evaluated: int
    content: Markup


@router.get("/regions", right=Right.CONSULT)
def regions(request: Request, session: Reading, moment: str = "", axe: str = "") -> Response:
    chosen = asked_moment(moment)
    parts = kept_for(request, session).parts
    drawn = parts.made(("regions", chosen, axe, clock.today()), session, lambda own: draw_map(own, chosen, axe))
    return render(request, "regions/map.html", moment=chosen, drawn=drawn)


def draw_map(session: Session, moment: Moment, asked: str) -> Drawn:
    whole = whole_portfolio(session, moment)
    axis = asked_axis(whole, asked)
    content = draw(
        "regions/_map.html",
        whole=whole,
        moments=list(Moment),
        moment=moment,
        reading=REGIONAL_READING[moment],
        axis=axis,
        chosen=next((choice for choice in whole.axes if choice.code == axis), None),
        left_out=left_out_lines(whole, axes={axis} if axis != ALL_AXES else None),
    )
    return Drawn(whole.covered, whole.national.funded, whole.evaluated, content)
