"""The editable lists, for administrators."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.lists import service
from app.lists.forms import NewValue, Renaming
from app.lists.names import KEPT, NAMES
from app.lists.queries import category_options, list_of, summaries, value_of, values
from app.models import PartnershipMode
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/listes"
ONE = "/listes/{slug}"
VALUE = "/listes/{slug}/{code}"


@router.get(HERE, right=Right.ADMIN)
def index(request: Request, session: Reading) -> Response:
    return render(request, "lists/index.html", lists=summaries(session))


@router.get(ONE, right=Right.ADMIN)
def show(request: Request, slug: str, session: Reading) -> Response:
    return _page(request, session, slug, fresh(NewValue))


@router.post(ONE, right=Right.ADMIN)
def add(request: Request, slug: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(NewValue, posted)
    if not form.has_errors:
        with faults_on(form, session):
            value = service.add_value(session, slug=slug, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _page(request, session, slug, form, 422)
    return redirect(request, f"{HERE}/{slug}", flash=f"«\u00a0{value.label}\u00a0» est ajoutée à la liste.")


@router.get(f"{VALUE}/modifier", right=Right.ADMIN)
def edit(request: Request, slug: str, code: str, session: Reading) -> Response:
    label = value_of(session, slug, code).label
    return _value_page(request, session, slug, code, fresh(Renaming, {"label": label, "seen": label}))


@router.post(f"{VALUE}/modifier", right=Right.ADMIN)
def rename(request: Request, slug: str, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(Renaming, posted)
    if not form.has_errors:
        label, seen = form.data.label, form.data.seen
        with faults_on(form, session):
            service.rename_value(session, slug=slug, code=code, label=label, seen=seen, user=visitor.user)
    if form.has_errors:
        return _value_page(request, session, slug, code, form, 422)
    return redirect(request, f"{HERE}/{slug}", flash="Le libellé est changé partout où cette valeur est utilisée.")


@router.post(f"{VALUE}/place", right=Right.ADMIN)
def shift(request: Request, slug: str, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    up = posted.get("sens") == "haut"
    value = service.shift_value(session, slug=slug, code=code, up=up, user=visitor.user)
    return redirect(request, f"{HERE}/{slug}", flash=f"«\u00a0{value.label}\u00a0» a changé de place.")


@router.post(f"{VALUE}/retrait", right=Right.ADMIN)
def retire(request: Request, slug: str, code: str, visitor: SignedIn, session: Writing) -> Response:
    value = service.retire_value(session, slug=slug, code=code, user=visitor.user)
    sentence = f"«\u00a0{value.label}\u00a0» n’est plus proposée\u202f; elle reste là où elle est utilisée."
    return redirect(request, f"{HERE}/{slug}", flash=sentence)


@router.post(f"{VALUE}/retour", right=Right.ADMIN)
def reactivate(request: Request, slug: str, code: str, visitor: SignedIn, session: Writing) -> Response:
    value = service.reactivate_value(session, slug=slug, code=code, user=visitor.user)
    return redirect(request, f"{HERE}/{slug}", flash=f"«\u00a0{value.label}\u00a0» est de nouveau proposée.")


def _page(request: Request, session: Session, slug: str, form: BoundForm[NewValue], status: int = 200) -> Response:
    is_modes = list_of(slug) is PartnershipMode
    return render(
        request,
        "lists/show.html",
        status=status,
        form=form,
        slug=slug,
        name=NAMES[slug],
        values=values(session, slug),
        kept={code for kept_slug, code in KEPT if kept_slug == slug},
        categories=category_options(session) if is_modes else [],
    )


def _value_page(
    request: Request, session: Session, slug: str, code: str, form: BoundForm[Renaming], status: int = 200
) -> Response:
    value = value_of(session, slug, code)
    return render(request, "lists/edit.html", status=status, form=form, slug=slug, name=NAMES[slug], value=value)
