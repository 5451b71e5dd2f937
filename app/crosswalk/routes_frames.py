"""The frames and their published versions: read by whoever reads a report."""

from starlette.requests import Request
from starlette.responses import Response

from app.assessments.gather import grid_of, grids_of
from app.crosswalk.changes import changes_between
from app.crosswalk.queries import (
    HERE,
    current_versions,
    drafted,
    frame_address,
    version_numbered,
    versions_of,
)
from app.crosswalk.views import frame_view
from app.db import Reading
from app.digits import number_typed
from app.web.attached import toml_file
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
FRAME = f"{HERE}/{{frame}}"


@router.get(HERE, right=Right.CONSULT)
def index(request: Request, session: Reading) -> Response:
    versions = current_versions(session)
    grids = grids_of(session, {own.frame.grid for own in versions.values()})
    views = {code: frame_view(own.frame, grids[own.frame.grid]) for code, own in versions.items()}
    return render(request, "crosswalk/index.html", versions=versions, views=views, drafts=drafted(session))


@router.get(FRAME, right=Right.CONSULT)
def show(request: Request, session: Reading, frame: str, version: str = "") -> Response:
    versions = versions_of(session, frame)
    shown = version_numbered(versions, number_typed(version))
    grid = grid_of(session, shown.frame.grid)
    return render(
        request,
        "crosswalk/frame.html",
        versions=versions,
        shown=shown,
        view=frame_view(shown.frame, grid),
        grid=grid,
        draft=drafted(session).get(frame),
        here=frame_address(frame),
    )


@router.get(f"{FRAME}/fichier", right=Right.CONSULT)
def file_of(session: Reading, frame: str, version: str = "") -> Response:
    """The very text that was signed: its SHA-256 is the one shown."""
    shown = version_numbered(versions_of(session, frame), number_typed(version))
    return toml_file(shown.source, f"lecture-{frame}")


@router.get(f"{FRAME}/comparaison", right=Right.CONSULT)
def compare(request: Request, session: Reading, frame: str, de: str = "", a: str = "") -> Response:
    """Any two versions; the one in force and the one before it when none is asked for."""
    versions = versions_of(session, frame)
    after = version_numbered(versions, number_typed(a))
    before = version_numbered(versions, number_typed(de) or max(after.number - 1, 1))
    return render(
        request,
        "crosswalk/changes.html",
        title=f"De la version\u00a0{before.number} à la version\u00a0{after.number}",
        label=after.frame.label,
        trail=[("Lectures", HERE), (after.frame.label, frame_address(frame))],
        groups=changes_between(before.frame, after.frame),
        versions=versions,
        before=before,
        after=after,
    )
