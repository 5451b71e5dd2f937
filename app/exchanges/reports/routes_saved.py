"""« Exports enregistrés »: kept under a name, changed, issued, paused, duplicated, archived."""

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.exchanges.described import NAMES
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.forms import filters_in, values_in
from app.exchanges.reports.issuing.service import Wanted
from app.exchanges.reports.pages import parts
from app.exchanges.reports.routes_saved_acts import router as acts
from app.exchanges.reports.saved import service
from app.exchanges.reports.saved.forms import LABELS, SavedForm, kept_in, saved_values
from app.exchanges.reports.saved.pages import edit_values, list_values, one_values
from app.exchanges.reports.saved.queries import get_own, get_saved, kept_exports
from app.models import SavedExport
from app.projects.filters import PortfolioFilter
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/exports/modeles"
ONE = f"{HERE}/{{saved_id}}"
Form = BoundForm[SavedForm]


@router.get(HERE, right=Right.EXPORT)
def listing(request: Request, session: Reading, visitor: SignedIn) -> Response:
    rows = list_values(kept_exports(session, visitor.id), visitor.id)
    return render(request, "exchanges/reports/saved_list.html", parts=parts(HERE), rows=rows)


@router.get(f"{HERE}/nouveau", right=Right.EXPORT)
def new(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    first = values_in(request.query_params) | asdict(chosen) | {"date_rule": "that_day", "is_shared": True}
    return _form_page(request, session, fresh(SavedForm, first | {"schedule": "none"}))


@router.post(HERE, right=Right.EXPORT)
def save(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(SavedForm, posted)
    kept = None if form.has_errors else kept_in(form, filters_in(posted))
    if kept is not None:
        with faults_on(form, session):
            saved = service.save(session, kept, user=visitor.user, now=clock.now())
    if form.has_errors:
        return _form_page(request, session, form, status=422)
    return redirect(request, f"{HERE}/{saved.id}", flash="Export enregistré.")


@router.get(ONE, right=Right.EXPORT)
def one(request: Request, session: Reading, visitor: SignedIn, saved_id: int) -> Response:
    saved = get_saved(session, saved_id, visitor.id)
    may_edit = saved.owner_id == visitor.id or _is_admin(visitor)
    return render(
        request,
        "exchanges/reports/saved_one.html",
        form=fresh(SavedForm),
        sending=fresh(SavedForm),
        copying=fresh(SavedForm),
        may_edit=may_edit,
        **one_values(session, saved, clock.now()),
    )


@router.get(f"{ONE}/modification", right=Right.EXPORT)
def edit(request: Request, session: Reading, visitor: SignedIn, saved_id: int) -> Response:
    saved = get_own(session, saved_id, visitor.id, is_admin=_is_admin(visitor))
    return _form_page(request, session, fresh(SavedForm, _values(saved), version=saved.version), saved)


@router.post(f"{ONE}/modification", right=Right.EXPORT)
def change(request: Request, session: Writing, posted: Posted, visitor: SignedIn, saved_id: int) -> Response:
    saved = get_own(session, saved_id, visitor.id, is_admin=_is_admin(visitor))
    form = bind(SavedForm, posted)
    _refuse_lost_update(session, saved, form)
    kept = None if form.has_errors else kept_in(form, filters_in(posted))
    if kept is not None:
        with faults_on(form, session):
            service.change(session, saved, kept, user=visitor.user, now=clock.now())
    if form.has_errors:
        return _form_page(request, session, form, saved, status=422)
    return redirect(request, f"{HERE}/{saved.id}", flash="Export enregistré.")


router.include_router(acts)


def _values(saved: SavedExport) -> dict[str, object]:
    choice = ReportChoice.from_json(saved.choice)
    return saved_values(saved, Wanted(saved.kind, saved.suffix, choice)) | asdict(choice.projects)


def _refuse_lost_update(session: Session, saved: SavedExport, form: Form) -> None:
    here = f"{HERE}/{saved.id}"
    check_version(
        saved,
        form,
        labels=LABELS | NAMES,
        current=_values(saved),
        action=f"{here}/modification",
        back=here,
        by=author_of(session, saved),
    )


def _form_page(
    request: Request, session: Session, form: Form, saved: SavedExport | None = None, status: int = 200
) -> Response:
    values: dict[str, Any] = edit_values(session)
    return render(
        request, "exchanges/reports/saved_edit.html", status=status, form=form, saved=saved, here=HERE, **values
    )


def _is_admin(visitor: Visitor) -> bool:
    return visitor.can(Right.ADMIN)
