"""« Données ouvertes »: see what is ready, have the file made."""

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.opendata.faults import PAGE
from app.exchanges.opendata.forms import OpenDataForm, choice_of, filters_of
from app.exchanges.opendata.fund import missing_for
from app.exchanges.opendata.pages import NAMES, not_ready, page_values
from app.exchanges.opendata.readiness import counts
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing import service
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on
from app.web.templating import redirect, render

router = Router()


@router.get(PAGE, right=Right.EXPORT)
def open_data(request: Request, session: Reading) -> Response:
    form = bind(OpenDataForm, FormData([*request.query_params.multi_items()]))
    choice = choice_of(form, filters_of(request.query_params), clock.today())
    return _page(request, session, choice, form)


@router.post(PAGE, right=Right.EXPORT)
def make_open_data(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(OpenDataForm, posted)
    choice = choice_of(form, filters_of(posted), clock.today())
    _check(session, form, choice)
    if not form.has_errors:
        wanted = service.Wanted(form.data.kind, form.data.suffix, choice)
        with faults_on(form, session):
            issued = service.ask(session, wanted, service.Asker(visitor.name, visitor.user), now=clock.now())
    if form.has_errors:
        return _page(request, session, choice, form)
    return redirect(request, f"/exports/{issued.id}")


def _check(session: Session, form: BoundForm[OpenDataForm], choice: ReportChoice) -> None:
    """Refused here rather than in the job, when it is already known that the file could not leave."""
    if form.has_errors:
        return
    if form.data.kind not in NAMES:
        form.refuse("", "Ce document n’est pas une donnée ouverte.")
        return
    for sentence in missing_for(session, form.data.kind):
        form.refuse("", sentence)
    if not form.data.prets and (sentence := not_ready(counts(session, choice), form.data.kind)):
        form.refuse("", sentence)


def _page(request: Request, session: Session, choice: ReportChoice, form: BoundForm[OpenDataForm]) -> Response:
    status = 422 if form.has_errors else 200
    values = page_values(session, choice, form)
    return render(request, "exchanges/opendata/readiness.html", status=status, **values)
