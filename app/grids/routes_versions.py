"""The versions of the grid: read by whoever reads a score, prepared by those who run the fund."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.gather import grid_of
from app.db import Reading, Writing
from app.grids import service
from app.grids.forms import Received
from app.grids.queries import (
    HERE,
    campaigns_with,
    draft_address,
    draft_lines,
    get_version,
    profiles,
    version_lines,
    version_of,
)
from app.grids.words import PARTS, shown_value, thresholds_of
from app.models import User
from app.web.attached import toml_file
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
IMPORT = f"{HERE}/import"
VERSION = f"{HERE}/{{reference}}"
DRAFTS = f"{HERE}/brouillons"
UNREADABLE = "Ce fichier n’est pas un texte\u202f: choisissez le fichier d’une grille, en .toml."


@router.get(HERE, right=Right.CONSULT)
def index(request: Request, session: Reading) -> Response:
    return render(
        request, "grids/index.html", versions=version_lines(session, clock.today()), drafts=draft_lines(session)
    )


@router.post(DRAFTS, right=Right.EDIT)
def start(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    base = get_version(session, str(posted.get("base", "")))
    draft = service.start_draft(session, base=base, user=visitor.user)
    version = version_of(draft.reference)
    flash = f"Le brouillon {version} copie la version {base.version}. Rien ne change tant qu’il n’est pas publié."
    return redirect(request, draft_address(draft.id), flash=flash)


@router.get(IMPORT, right=Right.EDIT)
def choose_file(request: Request) -> Response:
    return render(request, "grids/import.html", form=fresh(Received), faults=())


@router.post(IMPORT, right=Right.EDIT)
def receive(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(Received, posted)
    draft_id = None if form.has_errors else _received(session, form, visitor.user)
    if draft_id is None:
        faults = (form.error("file") or "").split("\n")
        if len(faults) > 1:
            form.errors["file"] = f"{len(faults)} points sont à corriger dans ce fichier."
        return render(request, "grids/import.html", status=422, form=form, faults=faults if len(faults) > 1 else ())
    return redirect(request, draft_address(draft_id), flash="Le fichier est lu\u00a0: c’est un nouveau brouillon.")


@router.get(VERSION, right=Right.CONSULT)
def show(request: Request, session: Reading, reference: str) -> Response:
    version = get_version(session, reference)
    grid = grid_of(session, reference)
    return render(
        request,
        "grids/version.html",
        version=version,
        line=next(own for own in version_lines(session, clock.today()) if own.reference == reference),
        grid=grid,
        names=dict(profiles(session, grid)),
        campaigns=campaigns_with(session, reference),
        parts=PARTS,
        thresholds_of=thresholds_of,
        shown_value=shown_value,
    )


@router.get(f"{VERSION}/fichier", right=Right.CONSULT)
def file_of(request: Request, session: Reading, reference: str) -> Response:
    version = get_version(session, reference)
    return toml_file(version.source, version.reference)


def _received(session: Session, form: BoundForm[Received], user: User) -> int | None:
    try:
        text = form.data.file.file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        form.refuse("file", UNREADABLE)
        return None
    draft_id = None
    with faults_on(form, session):
        draft_id = service.import_draft(session, text=text, user=user).id
    return None if form.has_errors else draft_id
