"""Adding documents to a project: several files at once, each kept or refused by itself."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.documents.forms import (
    DROP,
    ELSEWHERE,
    FILES,
    KIND_OPTIONS,
    MAX_FILES,
    MAX_SEND_MB,
    TITLE_HINT,
    UploadForm,
    files_in,
    limits,
)
from app.documents.receiving import Receipt, receive
from app.documents.subjects import subjects_of
from app.models import DocumentKind, Project
from app.projects.queries import get_project
from app.settings import settings
from app.web.auth import Right, Router, SignedIn
from app.web.filters import plural
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
NEW = "/projets/{code}/documents/nouveau"
MAX_SEND = (MAX_SEND_MB + 1) * 2**20
"""Of the request as a whole, fields included."""
NOTHING_KEPT = "Aucun de ces fichiers n’a été gardé."
Form = BoundForm[UploadForm]


@router.get(NEW, right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    """`?concerne=milestone-12&genre=preuve`: from the page of what it will be about."""
    asked = request.query_params
    project = get_project(session, code)
    known = {key for key, _ in subjects_of(session, project)}
    about, kind = asked.get("concerne", ""), asked.get("genre", "")
    values = {"about": about if about in known else "", "kind": kind if kind in set(DocumentKind) else ""}
    return _page(request, session, project, fresh(UploadForm, values))


@router.post(NEW, right=Right.EDIT, max_body_size=MAX_SEND)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(UploadForm, posted)
    sent = files_in(posted, form)
    _check_about(session, project, form)
    if form.has_errors:
        return _page(request, session, project, form, status=422)
    receipt = receive(session, project, sent, form.data, visitor.user)
    if not receipt.refused:
        return redirect(request, _back(project, form), flash=f"{_added(receipt)}.")
    return _told(request, session, project, form, receipt)


def _told(request: Request, session: Session, project: Project, form: Form, receipt: Receipt) -> Response:
    """Some or all were refused: what was typed stays, to send those again once corrected."""
    if not receipt.added:
        form.refuse(FILES, NOTHING_KEPT)
        return _page(request, session, project, form, receipt, 422)
    request.state.outcome = _back(project, form)
    again = fresh(UploadForm, form.values)
    return _page(request, session, project, again, receipt)


def _check_about(session: Session, project: Project, form: Form) -> None:
    typed = form.value("about")
    if typed and typed not in dict(subjects_of(session, project)):
        form.refuse("about", ELSEWHERE)


def _back(project: Project, form: Form) -> str:
    """Where the evidence of a milestone is wanted from; the documents otherwise."""
    return f"/projets/{project.code}/{'jalons' if form.data.about.startswith('milestone') else 'documents'}"


def _added(receipt: Receipt) -> str:
    return plural(len(receipt.added), "document ajouté", "documents ajoutés")


def _page(
    request: Request,
    session: Session,
    project: Project,
    form: Form,
    receipt: Receipt | None = None,
    status: int = 200,
) -> Response:
    values: dict[str, Any] = {
        "kinds": KIND_OPTIONS,
        "subjects": subjects_of(session, project),
        "limits": limits(),
        "title_hint": TITLE_HINT,
        "drop": DROP | {"multiple": ""},
        "bounds": {"data-max-mb": settings().document_max_mb, "data-all-mb": MAX_SEND_MB, "data-max-files": MAX_FILES},
        "receipt": receipt,
        "added": _added(receipt) if receipt and receipt.added else "",
    }
    return render(request, "documents/new.html", block="envoi", status=status, form=form, project=project, **values)
