"""A new version of a document: told when someone else has just added one."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Writing
from app.documents import service
from app.documents.contents import Rejected
from app.documents.forms import FILE, VersionForm, file_in
from app.documents.pages import HERE, document_page
from app.documents.queries import get_document, versions_of
from app.documents.receiving import arrival_of
from app.documents.routes_new import MAX_SEND
from app.models import Document
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.filters import date_fr, time_fr
from app.web.forms import BoundForm, Posted, bind, faults_on, new_key
from app.web.templating import redirect

router = Router()
Form = BoundForm[VersionForm]


@router.post(f"{HERE}/{{document_id}}/versions", right=Right.EDIT, max_body_size=MAX_SEND)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, document_id: int) -> Response:
    project = get_project(session, code)
    document = get_document(session, project, document_id)
    form = bind(VersionForm, posted)
    status = 409 if _moved_meanwhile(session, document, form) else 422
    sent = file_in(posted, form)
    if sent is not None and not form.has_errors:
        try:
            with faults_on(form, session):
                arrival = arrival_of(sent)
                service.add_version(
                    session, document, arrival=arrival, comment=form.data.comment.strip(), user=visitor.user
                )
        except Rejected as refusal:
            form.refuse(FILE, refusal.sentence)
    if form.has_errors:
        return document_page(request, session, project, document, form, status=status)
    return redirect(request, f"/projets/{code}/documents/{document.id}", flash="Nouvelle version gardée.")


def _moved_meanwhile(session: Session, document: Document, form: Form) -> bool:
    """A file cannot be sent again by itself: what was added is shown, and sending once more goes after it."""
    if form.version == str(document.version):
        return False
    latest = versions_of(session, document.id)[0]
    by = f" par {latest.by}" if latest.by else ""
    when = f"le {date_fr(latest.added_at)} à\u00a0{time_fr(latest.added_at)}"
    form.refuse(
        FILE,
        f"Ce document a changé pendant votre envoi\u00a0: sa version actuelle est la {latest.number}, "
        f"«\u00a0{latest.file_name}\u00a0», ajoutée{by} {when}. Rien n’est remplacé\u00a0: choisissez à nouveau votre "
        "fichier pour l’ajouter à sa suite.",
    )
    form.version, form.idempotency_key = str(document.version), new_key()
    return True
