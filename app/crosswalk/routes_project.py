"""A project's published results read through a frame."""

from starlette.requests import Request
from starlette.responses import Response

from app.crosswalk.project import project_view
from app.crosswalk.queries import current_versions, version_numbered, versions_of
from app.db import Reading
from app.digits import number_typed
from app.errors import NotFound
from app.projects.queries import get_project
from app.web.auth import Right, Router
from app.web.templating import redirect, render

router = Router()
READING = "/projets/{code}/lectures"


@router.get(f"{READING}/{{frame}}", right=Right.CONSULT)
def read(
    request: Request,
    code: str,
    frame: str,
    session: Reading,
    campagne: str = "",
    lecture: str = "",
    version: str = "",
) -> Response:
    """Through the version in force, or the one asked for."""
    project, frames = get_project(session, code), current_versions(session)
    shown = version_numbered(versions_of(session, frame), number_typed(version))
    view = project_view(session, project, shown, number_typed(campagne), lecture)
    return render(
        request,
        "crosswalk/project.html",
        project=project,
        frames=frames,
        shown=shown,
        view=view,
        here=f"/projets/{project.code}/lectures",
    )


@router.get(READING, right=Right.CONSULT)
def first(request: Request, code: str, session: Reading) -> Response:
    """The first frame: a link to the readings of a project needs not know their names."""
    project, frames = get_project(session, code), current_versions(session)
    if not frames:
        raise NotFound("Aucune lecture n’est publiée.")
    return redirect(request, f"/projets/{project.code}/lectures/{next(iter(frames))}")
