"""One document: its page, what is said of it, withdrawn or brought back."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.documents import service
from app.documents.forms import ELSEWHERE, KIND_OPTIONS, LABELS, DocumentForm, VersionForm, WithdrawalForm
from app.documents.pages import HERE, document_page
from app.documents.queries import get_document
from app.documents.subjects import WHOLE, about_of, key_of, subjects_of
from app.models import Document, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
ONE = f"{HERE}/{{document_id}}"
Form = BoundForm[DocumentForm]


@router.get(ONE, right=Right.CONSULT)
def show(request: Request, session: Reading, code: str, document_id: int) -> Response:
    project = get_project(session, code)
    document = get_document(session, project, document_id)
    form = fresh(VersionForm, version=document.version)
    return document_page(request, session, project, document, form)


@router.get(f"{ONE}/modifier", right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, document_id: int) -> Response:
    project = get_project(session, code)
    document = get_document(session, project, document_id)
    form = fresh(DocumentForm, _values(document), version=document.version)
    return _form_page(request, session, project, document, form)


@router.post(f"{ONE}/modifier", right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, document_id: int
) -> Response:
    project = get_project(session, code)
    document = get_document(session, project, document_id)
    form = bind(DocumentForm, posted)
    _refuse_lost_update(session, project, document, form)
    if form.value("about") and form.value("about") not in dict(subjects_of(session, project, document)):
        form.refuse("about", ELSEWHERE)
    if form.has_errors:
        return _form_page(request, session, project, document, form, 422)
    columns = form.data.model_dump(exclude={"about"})
    service.update_document(session, document, user=visitor.user, about=about_of(form.data.about), **columns)
    return redirect(request, f"/projets/{code}/documents/{document.id}", flash="Document enregistré.")


@router.post(f"{ONE}/retrait", right=Right.EDIT)
def withdraw(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, document_id: int
) -> Response:
    project = get_project(session, code)
    document = get_document(session, project, document_id)
    form = bind(WithdrawalForm, posted)
    if form.has_errors:
        version = fresh(VersionForm, version=document.version)
        return document_page(request, session, project, document, version, form, 422)
    service.withdraw(session, document, reason=form.data.reason, user=visitor.user, now=clock.now())
    return redirect(
        request, f"/projets/{code}/documents", flash=f"{document.title}\u00a0: retiré, ses versions restent gardées."
    )


@router.post(f"{ONE}/retour", right=Right.EDIT)
def bring_back(request: Request, session: Writing, visitor: SignedIn, code: str, document_id: int) -> Response:
    document = get_document(session, get_project(session, code), document_id)
    service.bring_back(session, document, user=visitor.user)
    return redirect(request, f"/projets/{code}/documents/{document.id}", flash="Document remis dans les listes.")


def _refuse_lost_update(session: Session, project: Project, document: Document, form: Form) -> None:
    here = f"/projets/{project.code}/documents/{document.id}"
    check_version(
        document,
        form,
        labels=LABELS,
        current=_values(document),
        action=f"{here}/modifier",
        back=here,
        by=author_of(session, document),
        choices={"kind": dict(KIND_OPTIONS), "about": {"": WHOLE} | dict(subjects_of(session, project, document))},
    )


def _values(document: Document) -> dict[str, object]:
    return {name: key_of(document) if name == "about" else getattr(document, name) for name in LABELS}


def _form_page(
    request: Request, session: Session, project: Project, document: Document, form: Form, status: int = 200
) -> Response:
    subjects = subjects_of(session, project, document)
    return render(
        request,
        "documents/edit.html",
        status=status,
        form=form,
        project=project,
        document=document,
        kinds=KIND_OPTIONS,
        subjects=subjects,
    )
