"""The page of one document, drawn again by each form that stands on it."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.documents.forms import DROP, VersionForm, WithdrawalForm
from app.documents.queries import versions_of
from app.documents.subjects import words_of
from app.documents.words import size_words
from app.models import Document, DocumentKind, Project
from app.settings import settings
from app.web.forms import BoundForm, fresh
from app.web.templating import render

HERE = "/projets/{code}/documents"


def document_page(
    request: Request,
    session: Session,
    project: Project,
    document: Document,
    form: BoundForm[VersionForm],
    withdrawal: BoundForm[WithdrawalForm] | None = None,
    status: int = 200,
) -> Response:
    """`form`: a new version; `withdrawal`: the reason typed, when it could not be read."""
    return render(
        request,
        "documents/show.html",
        status=status,
        form=form if withdrawal is None else withdrawal,
        version_form=form,
        withdrawal=withdrawal or fresh(WithdrawalForm),
        project=project,
        document=document,
        kind_label=DocumentKind(document.kind).label,
        about=words_of(session, project, document),
        versions=versions_of(session, document.id),
        size_words=size_words,
        drop=DROP,
        max_mb=settings().document_max_mb,
    )
