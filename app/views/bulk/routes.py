"""Changes made to several projects at once: chosen, shown, applied together; what was done, and undoing it."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.models import Act
from app.views.bulk import pages
from app.views.bulk.forms import form_of, value_of
from app.views.bulk.plan import Plan, make_plan
from app.views.bulk.queries import get_edit, line_of, past_edits
from app.views.bulk.selection import Selection
from app.views.bulk.service import apply_plan
from app.views.bulk.undo import apply_undo
from app.views.bulk.undoing import undo_plan
from app.views.bulk.words import Choices, asked_in_words, read_words
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
HERE, PAST = "/projets/lot", "/projets/lots"
MEANWHILE = "Des projets ont changé depuis cet aperçu\u202f: rien n’est enregistré. Voici ce qui changerait maintenant."


@router.get(HERE, right=Right.EDIT)
def choose(request: Request, session: Reading) -> Response:
    """Which act, then what it asks."""
    selection = Selection.read(request.query_params)
    act = pages.act_of(request.query_params)
    form = fresh(form_of(act)) if act else None
    return pages.choosing(request, session, selection, act, form, read_words(session))


@router.get(f"{HERE}/apercu", right=Right.EDIT)
def preview(request: Request, session: Reading, visitor: SignedIn) -> Response:
    typed = FormData([*request.query_params.multi_items()])
    selection, choices = Selection.read(typed), read_words(session)
    act = pages.act_of(typed)
    if act is None or selection.is_empty:
        return pages.choosing(request, session, selection, None, None, choices)
    form = bind(form_of(act), typed)
    plan = _plan(session, selection, act, form, choices, visitor)
    if plan is None:
        return pages.choosing(request, session, selection, act, form, choices, 422)
    return pages.preview(request, selection, form, plan, choices)


@router.post(HERE, right=Right.EDIT)
def apply(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    selection, choices = Selection.read(posted), read_words(session)
    act = pages.act_of(posted)
    if act is None:
        return pages.choosing(request, session, selection, None, None, choices, 422)
    form = bind(form_of(act), posted)
    plan = _plan(session, selection, act, form, choices, visitor, hold=True)
    if plan is None:
        return pages.choosing(request, session, selection, act, form, choices, 422)
    if plan.digest != posted.get("vu"):
        return pages.preview(request, selection, form, plan, choices, MEANWHILE, 409)
    bulk = apply_plan(session, plan, user=visitor.user, now=clock.now())
    return redirect(request, f"{PAST}/{bulk.id}", flash="Les projets sont modifiés, tous ensemble.")


@router.get(PAST, right=Right.EDIT)
def past(request: Request, session: Reading) -> Response:
    query = request.query_params
    found, page = past_edits(session, after=query.get("apres", ""), before=query.get("avant", ""))
    choices = read_words(session)
    lines = [(line, asked_in_words(line.kind, line.value, choices)) for line in found]
    return render(request, "views/past.html", lines=lines, page=page)


@router.get(f"{PAST}/{{bulk_id}}", right=Right.EDIT)
def report(request: Request, bulk_id: int, session: Reading) -> Response:
    bulk, choices = get_edit(session, bulk_id), read_words(session)
    line = line_of(session, bulk)
    return pages.report(
        request, line, asked_in_words(line.kind, line.value, choices), undo_plan(session, bulk, choices)
    )


@router.get(f"{PAST}/{{bulk_id}}/annulation", right=Right.EDIT)
def preview_undo(request: Request, bulk_id: int, session: Reading) -> Response:
    bulk, choices = get_edit(session, bulk_id), read_words(session)
    plan = undo_plan(session, bulk, choices)
    return pages.undoing(request, bulk, asked_in_words(Act(bulk.act), bulk.value, choices), plan)


@router.post(f"{PAST}/{{bulk_id}}/annulation", right=Right.EDIT)
def undo(request: Request, bulk_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    bulk, choices = get_edit(session, bulk_id, hold=True), read_words(session)
    plan = undo_plan(session, bulk, choices, hold=True)
    if plan.digest != posted.get("vu"):
        asked = asked_in_words(Act(bulk.act), bulk.value, choices)
        return pages.undoing(request, bulk, asked, plan, pages.MEANWHILE_UNDOING, 409)
    chosen = frozenset(Selection.read(posted).ids)
    count = apply_undo(session, bulk, plan, chosen, user=visitor.user, now=clock.now())
    words = "Un projet est remis" if count == 1 else f"{count} projets sont remis"
    return redirect(request, f"{PAST}/{bulk_id}", flash=f"{words} comme avant.")


def _plan(
    session: Session,
    selection: Selection,
    act: Act,
    form: BoundForm[Any],
    choices: Choices,
    visitor: Visitor,
    *,
    hold: bool = False,
) -> Plan | None:
    """None when what was typed is wrong: the form then says where."""
    value = {} if form.has_errors else value_of(act, form, choices)
    if form.has_errors:
        return None
    return make_plan(session, selection, act, value, choices=choices, user=visitor.user, today=clock.today(), hold=hold)
