"""The task list of the closing, and the page of each pillar."""

from starlette.requests import Request
from starlette.responses import Response

from app.capitalisation.queries import ClosingCard, get_pillar, pillars_of
from app.capitalisation.readiness import readiness
from app.db import Reading
from app.models import ProjectStatus
from app.projects.forms import StatusChange
from app.projects.queries import get_project
from app.projects.status import missing_before
from app.web.auth import Right, Router
from app.web.forms import fresh
from app.web.templating import render

router = Router()
HERE = "/projets/{code}/capitalisation"


@router.get(HERE, right=Right.CONSULT)
def tasks(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    closing = ClosingCard(pillars_of(session, project.id))
    return render(
        request,
        "capitalisation/tasks.html",
        project=project,
        closing=closing,
        found=readiness(session, project),
        missing=missing_before(session, project, ProjectStatus.CAPITALISE),
        forward=fresh(StatusChange),
    )


@router.get(f"{HERE}/piliers/{{pillar_code}}", right=Right.CONSULT)
def pillar(request: Request, session: Reading, code: str, pillar_code: str) -> Response:
    project = get_project(session, code)
    return render(
        request, "capitalisation/pillar.html", project=project, pillar=get_pillar(session, project, pillar_code)
    )
