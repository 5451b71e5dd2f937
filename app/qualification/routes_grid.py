"""The published versions of the grid: read by whoever reads a profile."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.digits import number_typed
from app.journal.sentences import pieces
from app.qualification.changes import changes_between
from app.qualification.versions import HERE, draft_record, version_numbered, versions
from app.web.attached import toml_file
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
TRAIL = [("La méthode", "/methode"), ("Grille de qualification", HERE)]


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, session: Reading, version: str = "") -> Response:
    known = versions(session)
    return render(
        request,
        "qualification/grid.html",
        shown=version_numbered(known, number_typed(version)),
        versions=known,
        draft=draft_record(session),
    )


@router.get(f"{HERE}/fichier", right=Right.CONSULT)
def file_of(session: Reading, version: str = "") -> Response:
    """The very text that was published: its SHA-256 is the one shown."""
    shown = version_numbered(versions(session), number_typed(version))
    return toml_file(shown.source, f"qualification-version-{shown.number}")


@router.get(f"{HERE}/comparaison", right=Right.CONSULT)
def compare(request: Request, session: Reading, de: str = "", a: str = "") -> Response:
    """Any two versions, word for word; the one in force and the one before it when none is asked for."""
    known = versions(session)
    after = version_numbered(known, number_typed(a))
    before = version_numbered(known, number_typed(de) or max(after.number - 1, 1))
    return render(
        request,
        "qualification/changes.html",
        title=f"De la version\u00a0{before.number} à la version\u00a0{after.number}",
        trail=TRAIL,
        groups=changes_between(before.grid, after.grid),
        pieces=pieces,
        versions=known,
        before=before,
        after=after,
    )
