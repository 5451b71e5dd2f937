"""« Relire et exporter » : the case as it will leave, what it still lacks, and its files."""

from datetime import date

from fastapi import Response
from sqlalchemy.orm import Session
from starlette.requests import Request

from app import clock
from app.capitalisation.readiness import readiness
from app.db import Reading, snapshot
from app.errors import NotFound
from app.exchanges.cases import words
from app.exchanges.cases.content import case_content
from app.exchanges.cases.make import WRITERS, agreed_case
from app.exchanges.reports.kinds import MEDIA_TYPES
from app.projects.queries import get_whole_project
from app.web.attached import attached
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
HERE = "/projets/{code}/cas"
FORMATS = (
    (".html", "Page", "se lit et s’imprime partout, sans script"),
    (".md", "Markdown", "à reprendre dans un site ou un wiki"),
    (".json", "JSON", "à reprendre par un programme"),
)


@router.get(HERE, right=Right.EXPORT)
def preview(request: Request, session: Reading, code: str) -> Response:
    project = get_whole_project(session, code)
    found = readiness(session, project)
    return render(
        request,
        "capitalisation/preview.html",
        project=project,
        found=found,
        case=case_content(session, project, found, clock.today()),
        said=words,
        formats=FORMATS,
    )


@router.get(f"{HERE}.{{suffix}}", right=Right.EXPORT)
def download(request: Request, code: str, suffix: str) -> Response:
    """Read in one instant, so that the digest speaks of one state."""
    kind = f".{suffix}"
    if kind not in WRITERS:
        raise NotFound("Un cas s’exporte en HTML, Markdown ou JSON.", f"/projets/{code}/cas", "Revenir au cas")
    with snapshot(request.app.state.bind) as session:
        content = _written(session, code, kind, clock.today())
    return attached(content, MEDIA_TYPES[kind], f"cas-{code}{kind}")


def _written(session: Session, code: str, kind: str, day: date) -> str:
    return WRITERS[kind](agreed_case(session, code, day))
