"""The ministerial roadmap: its page, and all that is done to its measures."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.kept import kept_of
from app.roadmap import routes_evidence, routes_links, routes_measures, routes_project, routes_titles
from app.roadmap.detail import read_detail
from app.roadmap.filtering import FOLLOWED, NONE, RoadmapFilter
from app.roadmap.forms import CHANTIERS, STATUSES
from app.roadmap.pages import ONE
from app.roadmap.queries import HERE, get_measure, read_roadmap
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
CHOICES = {
    "chantier": [*CHANTIERS, (NONE, "À rattacher")],
    "statut": STATUSES,
    "suivi": list(FOLLOWED.items()),
}


@router.get(HERE, right=Right.CONSULT)
def overview(request: Request, session: Reading) -> Response:
    chosen = RoadmapFilter.from_query(request.query_params)
    kept = kept_of(request, session)
    return render(
        request,
        "roadmap/show.html",
        roadmap=kept.get(("feuille-de-route", chosen), lambda: read_roadmap(session, chosen)),
        chosen=chosen,
        choices=CHOICES,
    )


@router.get(ONE, right=Right.CONSULT)
def measure(request: Request, session: Reading, number: int) -> Response:
    return render(request, "roadmap/measure.html", detail=read_detail(session, get_measure(session, number)))


for part in (routes_measures, routes_evidence, routes_links, routes_titles, routes_project):
    router.include_router(part.router)
