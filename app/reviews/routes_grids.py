"""The versions of the programme grid: read by all, a new one read as a draft then published by the administration."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.errors import NotFound
from app.grids.words import PARTS, shown_value, thresholds_of
from app.models import ProgrammeGrid
from app.reviews import service
from app.reviews.forms import ReadGrid, ReceivedGrid
from app.reviews.gather import read_grid
from app.reviews.grid_changes import programme_changes
from app.reviews.queries import HERE, programme_grids, reviews_with_grid
from app.web.attached import toml_file
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render
from evaluation.programme_grid import ProgrammeGrid as Grid
from evaluation.programme_words import Viewpoint

router = Router()
GRIDS = f"{HERE}/grilles"
VERSION = f"{HERE}/grille/{{reference}}"
UNREADABLE = "Ce fichier n’est pas un texte\u202f: choisissez le fichier d’une grille, en .toml."
WORDS: dict[str, Any] = {
    "names": {viewpoint.value: viewpoint.label for viewpoint in Viewpoint},
    "parts": [part for part in PARTS if part.key != "regions"],
    "thresholds_of": thresholds_of,
    "shown_value": shown_value,
}


@router.get(GRIDS, right=Right.CONSULT)
def index(request: Request, session: Reading) -> Response:
    versions = [(own, read_grid(own.source)) for own in programme_grids(session)]
    return render(request, "reviews/grids.html", versions=versions, used=reviews_with_grid(session))


@router.get(f"{GRIDS}/nouvelle", right=Right.ADMIN)
def choose(request: Request) -> Response:
    return render(request, "reviews/grid_import.html", form=fresh(ReceivedGrid), faults=())


@router.post(f"{GRIDS}/nouvelle", right=Right.ADMIN)
def read(request: Request, session: Writing, posted: Posted) -> Response:
    """The draft on screen: nothing is kept before « Publier »."""
    form = bind(ReceivedGrid, posted)
    text = "" if form.has_errors else _text_of(form)
    draft = None
    if not form.has_errors:
        with faults_on(form, session):
            draft = service.read_draft(session, text=text)
    if draft is None:
        return _refused(request, form)
    return _draft(request, session, draft, text)


@router.post(f"{GRIDS}/publication", right=Right.ADMIN)
def publish(request: Request, session: Writing, visitor: SignedIn, posted: Posted) -> Response:
    form = bind(ReadGrid, posted)
    version = None
    if not form.has_errors:
        with faults_on(form, session):
            version = service.publish_grid(session, text=f"{form.data.source}\n", user=visitor.user)
    if version is None:
        received = fresh(ReceivedGrid)
        received.refuse("file", form.error("file") or UNREADABLE)
        return _refused(request, received)
    flash = f"La version {version.version} est publiée\u202f: les prochaines évaluations la prennent."
    return redirect(request, f"{HERE}/grille/{version.reference}", flash=flash)


@router.get(VERSION, right=Right.CONSULT)
def show(request: Request, session: Reading, reference: str) -> Response:
    version = _version(session, reference)
    return render(
        request,
        "reviews/grid.html",
        version=version,
        own=read_grid(version.source),
        used=reviews_with_grid(session).get(reference, 0),
        **WORDS,
    )


@router.get(f"{VERSION}/fichier", right=Right.CONSULT)
def file_of(session: Reading, reference: str) -> Response:
    return toml_file(_version(session, reference).source, reference)


def _version(session: Session, reference: str) -> ProgrammeGrid:
    found = session.get(ProgrammeGrid, reference.replace("\x00", ""))
    if found is None:
        raise NotFound("Cette version de la grille n’existe pas.", GRIDS, "Voir les versions")
    return found


def _text_of(form: BoundForm[ReceivedGrid]) -> str:
    try:
        text = form.data.file.file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        form.refuse("file", UNREADABLE)
        return ""
    return text.replace("\r\n", "\n").strip() + "\n"


def _refused(request: Request, form: BoundForm[ReceivedGrid]) -> Response:
    faults = (form.error("file") or "").split("\n")
    if len(faults) > 1:
        form.errors["file"] = f"{len(faults)} points sont à corriger dans ce fichier."
    shown = faults if len(faults) > 1 else ()
    return render(request, "reviews/grid_import.html", status=422, form=form, faults=shown)


def _draft(request: Request, session: Session, draft: Grid, text: str) -> Response:
    base = read_grid(programme_grids(session)[0].source)
    groups = programme_changes(base, draft)
    return render(
        request,
        "reviews/grid_draft.html",
        own=draft,
        base=base,
        groups=groups,
        changed=sum(len(group.changes) for group in groups),
        source=text,
        form=fresh(ReadGrid),
        **WORDS,
    )
