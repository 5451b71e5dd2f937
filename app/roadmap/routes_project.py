"""The measures that a project serves, from the project's side: by itself, or by one of its investments."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.models import Project, RoadmapMeasure
from app.projects.queries import get_project
from app.roadmap.forms import LinkForm
from app.roadmap.linking import WHOLE, get_investment, links_of, measure_choices, what_choices
from app.roadmap.queries import get_measure
from app.roadmap.ties import link_investment, link_project
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/feuille-de-route"


@router.get(HERE, right=Right.CONSULT)
def served(request: Request, session: Reading, code: str) -> Response:
    return _page(request, session, get_project(session, code), fresh(LinkForm, {"what": WHOLE}))


@router.post(HERE, right=Right.EDIT)
def link(request: Request, session: Writing, posted: Posted, code: str) -> Response:
    project = get_project(session, code)
    form = bind(LinkForm, posted)
    if not form.has_errors and form.data.what not in dict(what_choices(session, project)):
        form.refuse("what", "Choisissez le projet entier, ou un de ses investissements.")
    if form.has_errors:
        return _page(request, session, project, form, 422)
    _link(session, project, get_measure(session, form.data.number), form.data.what)
    return redirect(request, f"/projets/{code}/feuille-de-route", flash=f"Rattaché à la mesure {form.data.number}.")


def _link(session: Session, project: Project, measure: RoadmapMeasure, what: str) -> None:
    if what == WHOLE:
        link_project(session, measure, project)
    else:
        link_investment(session, measure, get_investment(session, int(what), project))


def _page(
    request: Request, session: Session, project: Project, form: BoundForm[LinkForm], status: int = 200
) -> Response:
    return render(
        request,
        "roadmap/project.html",
        status=status,
        project=project,
        links=links_of(session, project),
        form=form,
        measures=measure_choices(session),
        whats=what_choices(session, project),
    )
