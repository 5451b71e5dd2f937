"""Each sentence of a gazette: edited in place, moved, left out or taken back, added freely."""

from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.db import Writing
from app.errors import Refused
from app.gazette import items
from app.gazette.forms import ITEM_LABELS, ChoiceForm, FreeForm, ItemForm, PlaceForm
from app.gazette.pages import editor
from app.gazette.queries import address_of, get_gazette, get_item
from app.gazette.routes_write import ONE
from app.gazette.service import hold
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import Posted, bind, faults_on
from app.web.templating import redirect

router = Router()
ITEMS = f"{ONE}/phrases"
ITEM = f"{ITEMS}/{{item_id}}"


@router.post(ITEMS, right=Right.EDIT)
def add(request: Request, session: Writing, gazette_id: int, posted: Posted, visitor: SignedIn) -> Response:
    gazette = hold(session, get_gazette(session, gazette_id))
    form = bind(FreeForm, posted)
    if form.has_errors:
        return editor(request, session, gazette, visitor, form=form, free=form, status=422)
    made = items.add_free(session, gazette, text=form.data.free, user=visitor.user)
    return redirect(request, f"{address_of(gazette)}#phrase-{made.id}", flash="Phrase ajoutée.")


@router.post(ITEM, right=Right.EDIT)
def edit(
    request: Request, session: Writing, gazette_id: int, item_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    gazette = hold(session, get_gazette(session, gazette_id))
    item, form = get_item(session, gazette, item_id), bind(ItemForm, posted)
    check_version(
        item,
        form,
        labels=ITEM_LABELS,
        current={"text": item.text},
        action=f"{address_of(gazette)}/phrases/{item.id}",
        back=address_of(gazette),
        by=author_of(session, item),
    )
    if not form.has_errors:
        with faults_on(form, session):
            items.edit_item(session, item, text=form.data.text, user=visitor.user)
    if form.has_errors:
        return editor(request, session, gazette, visitor, opened=item.id, form=form, status=422)
    return redirect(request, f"{address_of(gazette)}#phrase-{item.id}", flash="Phrase enregistrée.")


@router.post(f"{ITEM}/place", right=Right.EDIT)
def move(request: Request, session: Writing, gazette_id: int, item_id: int, posted: Posted) -> Response:
    gazette = hold(session, get_gazette(session, gazette_id))
    item, form = get_item(session, gazette, item_id), bind(PlaceForm, posted)
    if form.has_errors:
        raise Refused("Dites si la phrase monte ou descend.")
    items.move(session, gazette, item, up=form.data.to == "haut")
    return redirect(request, f"{address_of(gazette)}#phrase-{item_id}")


@router.post(f"{ITEM}/choix", right=Right.EDIT)
def choose(request: Request, session: Writing, gazette_id: int, item_id: int, posted: Posted) -> Response:
    gazette = hold(session, get_gazette(session, gazette_id))
    item, form = get_item(session, gazette, item_id), bind(ChoiceForm, posted)
    items.choose(session, item, is_kept=form.data.kept)
    flash = (
        "Phrase remise sur la page."
        if form.data.kept
        else "Phrase laissée de côté\u00a0: elle attend sous sa rubrique."
    )
    return redirect(request, f"{address_of(gazette)}#rubrique-{item.kind}", flash=flash)


@router.post(f"{ITEM}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, gazette_id: int, item_id: int) -> Response:
    gazette = hold(session, get_gazette(session, gazette_id))
    items.remove_free(session, get_item(session, gazette, item_id))
    return redirect(request, f"{address_of(gazette)}#rubrique-libre", flash="Phrase effacée.")
