"""One search over every record: its page, and the panel that opens under the header as one types."""

from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.choice import Choice
from app.db import Reading
from app.search.projects import nearest
from app.search.queries import Kind, Reader, kinds_for
from app.search.results import Results, best, kind_named, of_kind, overview
from app.search.words import Asked
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.htmx import show_address
from app.web.templating import render

router = Router()
HERE = "/recherche"
NOTHING = Results((), {})


@dataclass(frozen=True, slots=True)
class SearchChoice(Choice):
    """What was typed, and the one kind of records looked at; every kind otherwise."""

    q: str = ""
    type: str = ""

    def address(self, **more: str) -> str:
        query = self.query(**more)
        return f"{HERE}?{query}" if query else HERE


@router.get(HERE, right=Right.CONSULT)
def search_page(request: Request, session: Reading, visitor: SignedIn) -> Response:
    query = request.query_params
    chosen, reader = SearchChoice.from_query(query), reader_of(visitor)
    kind, after, before = kind_named(chosen.type, reader), query.get("apres", ""), query.get("avant", "")
    asked = Asked.of(chosen.q)
    found = results(session, asked, reader, kind, after, before)
    response = render(
        request,
        "search/page.html",
        block="resultats",
        chosen=chosen,
        asked=asked,
        kind=kind,
        kinds=kinds_for(reader),
        found=found,
        previous=chosen.address(avant=found.previous) if found.previous else "",
        next=chosen.address(apres=found.next) if found.next else "",
    )
    show_address(response, chosen.address(apres=after, avant=before))
    return response


@router.get(f"{HERE}/propositions", right=Right.CONSULT)
def proposed(request: Request, session: Reading, visitor: SignedIn, q: str = "") -> Response:
    """The eight best, for the panel."""
    asked = Asked.of(q)
    found = best(session, asked, reader_of(visitor)) if asked.is_enough else NOTHING
    return render(request, "search/panel.html", asked=asked, found=found, all=SearchChoice(q=asked.typed).address())


@router.get(f"{HERE}/projets", right=Right.CONSULT)
def projects(request: Request, session: Reading, q: str = "") -> Response:
    """For a field that names a project: what is chosen writes its code there."""
    return JSONResponse([{"value": one.code, "label": one.title, "hint": one.code} for one in nearest(session, q)])


def results(session: Session, asked: Asked, reader: Reader, kind: Kind | None, after: str, before: str) -> Results:
    if not asked.is_enough:
        return NOTHING
    if kind is None:
        return overview(session, asked, reader)
    return of_kind(session, kind, asked, reader, after=after, before=before)


def reader_of(visitor: Visitor) -> Reader:
    return Reader(
        evaluates=visitor.can(Right.EVALUATE),
        edits=visitor.can(Right.EDIT),
        exports=visitor.can(Right.EXPORT),
        administers=visitor.can(Right.ADMIN),
    )
