"""One page per step: whatever is typed is kept, then its faults are told."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Refused
from app.models import RegistrationDraft
from app.registration import service
from app.registration.guide import Guide
from app.registration.pages import step_page
from app.registration.posted import read
from app.registration.queries import own_draft
from app.registration.settling import settled
from app.registration.steps import Step, after, step_named
from app.registration.values import Values, without_row
from app.registration.words import is_read, label_of
from app.web import opened
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted
from app.web.templating import redirect

router = Router()
ADDRESS = "/enregistrement/{draft_id:int}/{slug}"


@router.get(ADDRESS, right=Right.EDIT)
def show(request: Request, draft_id: int, slug: str, visitor: SignedIn, session: Reading, ligne: str = "") -> Response:
    step = step_named(slug)
    draft = own_draft(session, draft_id, owner_id=visitor.id)
    if draft.finished_at:
        return redirect(request, f"/enregistrement/{draft_id}/confirmation")
    return step_page(request, session, Guide(session, draft, clock.today()), step, focus=ligne)


@router.post(ADDRESS, right=Right.EDIT)
def keep(request: Request, draft_id: int, slug: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    step = step_named(slug)
    draft = _open_draft(session, draft_id, visitor)
    asked, values = str(posted.get("bouton", "")), read(posted)
    _refuse_lost_update(draft, step, values, posted, visitor)
    here = f"/enregistrement/{draft_id}/{slug}"
    if asked == "proposer":
        service.forget_step(session, draft, slug=slug, user=visitor.user)
        return redirect(request, here, flash="La proposition est refaite d’après le montant et les dates.")
    if asked.startswith("retirer-"):
        values = without_row(values, step.group, asked.removeprefix("retirer-"))
    values = settled(session, step, values)
    service.keep_step(session, draft, slug=slug, values=values, checked=not asked, user=visitor.user)
    if asked:
        return redirect(request, _next_place(draft_id, step, asked))
    return _answer(request, session, draft, step)


def _open_draft(session: Session, draft_id: int, visitor: Visitor) -> RegistrationDraft:
    draft = own_draft(session, draft_id, owner_id=visitor.id, lock=True)
    if draft.finished_at:
        address = f"/enregistrement/{draft_id}/confirmation"
        raise Refused("Cet investissement est déjà enregistré.", address, "Voir ce qui est enregistré")
    return draft


def _refuse_lost_update(
    draft: RegistrationDraft, step: Step, values: Values, posted: FormData, visitor: Visitor
) -> None:
    """The same step changed in another tab: both versions are shown, nothing is overwritten."""
    stored = service.kept_values(draft, step.slug) or {}
    names = [name for name in dict.fromkeys([*stored, *values]) if is_read(name)]
    if all(values.get(name, [""]) == stored.get(name, [""]) for name in names):
        return
    first = opened.read(str(posted.get(opened.FIELD, "")))
    first = opened.blank(names) | first if first else {}
    form: BoundForm[Any] = BoundForm(dict(values), {}, None, str(posted.get("version", "")), "", first)
    check_version(
        _Revision(service.revision_of(draft, step.slug), draft.updated_at),
        form,
        labels={name: label_of(name) for name in names},
        current={name: stored.get(name, []) for name in names},
        action=f"/enregistrement/{draft.id}/{step.slug}",
        back=f"/enregistrement/{draft.id}/{step.slug}",
        by=visitor.name,
    )


class _Revision(NamedTuple):
    version: int
    updated_at: datetime


def _next_place(draft_id: int, step: Step, asked: str) -> str:
    here = f"/enregistrement/{draft_id}/{step.slug}"
    if asked == "plus-tard":
        return f"/enregistrement/{draft_id}"
    return f"{here}?ligne=derniere" if asked == "ajouter" else here


def _answer(request: Request, session: Session, draft: RegistrationDraft, step: Step) -> Response:
    """Faults are told with 422, yet what was typed stays kept: a second sending leads to the same page."""
    guide = Guide(session, draft, clock.today())
    if not guide.step(step.slug).form.has_errors:
        return redirect(request, f"/enregistrement/{draft.id}/{after(step)}")
    request.state.outcome = f"/enregistrement/{draft.id}/{step.slug}"
    response = step_page(request, session, guide, step)
    response.status_code = 422
    return response
