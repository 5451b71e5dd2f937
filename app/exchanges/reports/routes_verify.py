"""« Vérifier un fichier », what was issued, and what the product says today."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.imports.forms import FILE, Nothing, file_in
from app.exchanges.reports.issuing.queries import HistoryFilter, funders_met, get_issued, history
from app.exchanges.reports.options import documents
from app.exchanges.reports.pages import parts
from app.exchanges.reports.verifying.pages import checked_values
from app.exchanges.reports.verifying.service import check
from app.exchanges.reports.verifying.today import today_values
from app.exchanges.reports.views import issued_view, issued_views
from app.models import IssueState
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, fresh
from app.web.templating import render
from imports.errors import UnreadableFile

router = Router()
VERIFY, HISTORY = "/exports/verifier", "/exports/historique"


@router.get(VERIFY, right=Right.EXPORT)
def verify_page(request: Request) -> Response:
    return _page(request, fresh(Nothing))


@router.post(VERIFY, right=Right.EXPORT)
def verify(request: Request, session: Writing, posted: Posted) -> Response:
    """Nothing is kept of what is sent."""
    form, file = file_in(posted)
    if form.has_errors:
        return _page(request, form, status=422)
    try:
        checked = check(session, name=file.name, content=file.content)
    except UnreadableFile as refusal:
        form.refuse(FILE, refusal.sentence)
        return _page(request, form, status=422)
    return _page(request, fresh(Nothing), checked_values(session, file.name, checked))


@router.get("/exports/{issued_id}/aujourdhui", right=Right.EXPORT)
def today(request: Request, session: Reading, issued_id: int) -> Response:
    issued = get_issued(session, issued_id)
    values = today_values(session, request.app.state.bind, issued)
    return render(request, "exchanges/reports/today.html", issued=issued_view(issued, (), clock.now()), **values)


@router.get(HISTORY, right=Right.EXPORT)
def issued_before(request: Request, session: Reading) -> Response:
    chosen = HistoryFilter.from_query(request.query_params)
    asked = request.query_params
    rows, page = history(session, chosen, after=asked.get("apres", ""), before=asked.get("avant", ""))
    return render(
        request,
        "exchanges/reports/history.html",
        block="emis",
        parts=parts(HISTORY),
        chosen=chosen,
        rows=issued_views(session, rows, clock.now()),
        previous=f"{HISTORY}?{chosen.query(avant=page.previous)}" if page.previous else "",
        next=f"{HISTORY}?{chosen.query(apres=page.next)}" if page.next else "",
        **_choices(session),
    )


def _choices(session: Session) -> dict[str, Any]:
    return {
        "document_options": [(each.kind.slug, each.kind.label) for each in documents()],
        "funder_options": [(name, name) for name in funders_met(session)],
        "state_options": [(state.value, state.label) for state in IssueState],
        "sent_options": [("oui", "envoyés à quelqu’un")],
    }


def _page(request: Request, form: BoundForm[Nothing], found: Any = None, status: int = 200) -> Response:
    return render(request, "exchanges/reports/verify.html", status=status, form=form, found=found, parts=parts(VERIFY))
