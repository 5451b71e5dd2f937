"""Documents as lists: all of them, or those of a project."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.documents.forms import KIND_OPTIONS
from app.documents.listing import WITHDRAWN, DocumentFilter, DocumentPage, read_documents
from app.documents.words import size_words
from app.models import DocumentKind
from app.projects.queries import get_project
from app.web.auth import Right, Router
from app.web.htmx import show_address
from app.web.templating import render

router = Router()
STATES = [(WITHDRAWN, "Retirés")]


@router.get("/documents", right=Right.CONSULT)
def everything(request: Request, session: Reading) -> Response:
    chosen = DocumentFilter.from_query(request.query_params)
    after, before = _place(request)
    page = read_documents(session, chosen, after=after, before=before)
    response = render(request, "documents/all.html", block="liste", **_values("/documents", chosen, page))
    show_address(response, address("/documents", chosen, apres=after, avant=before))
    return response


@router.get("/projets/{code}/documents", right=Right.CONSULT)
def of_project(request: Request, session: Reading, code: str) -> Response:
    project, chosen = get_project(session, code), DocumentFilter.from_query(request.query_params)
    after, before = _place(request)
    page = read_documents(session, chosen, project, after=after, before=before)
    values = _values(f"/projets/{code}/documents", chosen, page)
    return render(request, "documents/of_project.html", project=project, **values)


def address(here: str, chosen: DocumentFilter, **place: str) -> str:
    query = chosen.query(**place)
    return f"{here}?{query}" if query else here


def _values(here: str, chosen: DocumentFilter, page: DocumentPage) -> dict[str, Any]:
    return {
        "here": here,
        "chosen": chosen,
        "page": page,
        "kinds": KIND_OPTIONS,
        "states": STATES,
        "tabs": [(label, address(here, _of_kind(chosen, kind)), chosen.genre == kind) for kind, label in _tabs(page)],
        "active": _active(here, chosen),
        "size_words": size_words,
        "previous": address(here, chosen, avant=page.previous) if page.previous else "",
        "next": address(here, chosen, apres=page.next) if page.next else "",
    }


def _tabs(page: DocumentPage) -> list[tuple[str, str]]:
    return [("", f"Tous ({page.count('')})"), *((kind, f"{label} ({count})") for kind, label, count in page.kinds)]


def _of_kind(chosen: DocumentFilter, kind: str) -> DocumentFilter:
    return DocumentFilter(chosen.q, kind, chosen.etat)


def _active(here: str, chosen: DocumentFilter) -> list[tuple[str, str]]:
    kinds = {kind.value: kind.label for kind in DocumentKind}
    words = {"q": f"«\u00a0{chosen.q}\u00a0»", "genre": kinds.get(chosen.genre, chosen.genre), "etat": "Retirés"}
    return [(words[name], address(here, chosen.without(name))) for name in chosen.chosen]


def _place(request: Request) -> tuple[str, str]:
    return request.query_params.get("apres", ""), request.query_params.get("avant", "")
