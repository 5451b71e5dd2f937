"""One region, as one reads it before meeting its partners; its timeline as a file."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading
from app.pictures.standalone import svg_response
from app.regions.course import course_of
from app.regions.drawn import drawn_of
from app.regions.scores import asked_moment
from app.regions.territories import territory
from app.regions.words import course_sentence
from app.web.auth import Right, Router
from app.web.templating import render
from app.whole.lane import kept_for

router = Router()


@router.get("/regions/{code}", right=Right.CONSULT)
def region(request: Request, code: str, session: Reading, moment: str = "", axe: str = "") -> Response:
    chosen, today = asked_moment(moment), clock.today()
    place = territory(session, code)
    kept = kept_for(request, session)
    key = ("region", place.code, chosen, axe, today)
    drawn = kept.get(key, lambda: drawn_of(session, kept.parts, place, chosen, axe, today))
    return render(request, "regions/region.html", place=place, moment=chosen, axis=axe, drawn=drawn)


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
