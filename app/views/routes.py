"""Saved views of the lists, and changes made to several projects at once."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.db import Reading, Writing
from app.errors import Conflict
from app.models import SavedView, ViewPage
from app.views.bulk.routes import router as bulk
from app.views.forms import CONSTRAINTS, LABELS, ViewForm
from app.views.pages import PAGES, Page, page_named
from app.views.queries import ViewLine, get_view, get_view_to_change, views_of
from app.views.service import (
    create_view,
    move_view,
    prefer_everything,
    prefer_view,
    remove_view,
    rename_view,
    replace_content,
)
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
router.include_router(bulk)
HERE = "/vues"


@router.get(HERE, right=Right.CONSULT)
def list_views(request: Request, session: Reading, visitor: SignedIn) -> Response:
    """Under each list, its views; a list without one is not named."""
    found = views_of(session, visitor.user, None)
    groups = [(page, [view for view in found if view.page == page.page]) for page in PAGES.values()]
    return render(request, "views/list.html", groups=[group for group in groups if group[1]], pages=PAGES.values())


@router.get(f"{HERE}/nouvelle", right=Right.CONSULT)
def new(request: Request, visitor: SignedIn, session: Reading) -> Response:
    """A new name, or the place of one of the views of that list."""
    page = page_named(request.query_params.get("liste", ""))
    form = fresh(ViewForm, {"query": page.keep(request.url.query), "liste": page.page})
    views = [view for view in views_of(session, visitor.user, page.page) if view.may_change]
    return _page(request, form, page, replaceable=views)


@router.post(f"{HERE}/nouvelle", right=Right.CONSULT)
def create(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form, page = bind(ViewForm, posted), page_named(str(posted.get("liste", "")))
    created: SavedView | None = None
    if not form.has_errors:
        query, is_shared = page.keep(form.data.query), form.data.is_shared
        with faults_on(form, session, CONSTRAINTS):
            created = create_view(
                session, page=page.page, name=form.data.name, query=query, is_shared=is_shared, user=visitor.user
            )
    if created is None or form.has_errors:
        return _page(request, form, page, status=422)
    return _shown(request, created)


@router.post(f"{HERE}/preference", right=Right.CONSULT)
def prefer(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    """The view found on opening its list; without one, the whole list."""
    asked = str(posted.get("view_id", ""))
    if asked.isascii() and asked.isdigit():
        view = get_view(session, visitor.user, int(asked))
        prefer_view(session, view, user=visitor.user)
        with_what = PAGES[ViewPage(view.page)].opens_with
        return redirect(request, HERE, flash=f"La vue «\u00a0{view.name}\u00a0» s’ouvre désormais avec {with_what}.")
    page = page_named(str(posted.get("liste", "")))
    prefer_everything(session, page.page, user=visitor.user)
    return redirect(request, HERE, flash=f"Plus aucune vue ne s’ouvre avec {page.opens_with}.")


@router.get(f"{HERE}/{{view_id}}/modifier", right=Right.CONSULT)
def edit(request: Request, view_id: int, visitor: SignedIn, session: Reading) -> Response:
    view = get_view_to_change(session, visitor.user, view_id)
    return _page(request, fresh(ViewForm, _values(view), view.version), _list_of(view), view)


@router.post(f"{HERE}/{{view_id}}/modifier", right=Right.CONSULT)
def rename(request: Request, view_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    view = get_view_to_change(session, visitor.user, view_id)
    form = bind(ViewForm, posted)
    if not form.has_errors:
        check_version(
            view,
            form,
            labels=LABELS,
            current=_values(view),
            action=f"{HERE}/{view.id}/modifier",
            back=HERE,
            by=author_of(session, view),
        )
        with faults_on(form, session, CONSTRAINTS):
            rename_view(session, view, name=form.data.name, is_shared=form.data.is_shared, user=visitor.user)
    if form.has_errors:
        return _page(request, form, _list_of(view), view, status=422)
    return redirect(request, HERE, flash="La vue est enregistrée.")


@router.post(f"{HERE}/{{view_id}}/contenu", right=Right.CONSULT)
def keep_content(request: Request, view_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    """The filters, the order and the columns shown become those of the view."""
    view = get_view_to_change(session, visitor.user, view_id)
    seen = str(posted.get("version", ""))
    if seen != str(view.version):
        raise Conflict(
            "Cette vue a été changée pendant ce temps\u202f: relisez-la avant de la remplacer.",
            link=_list_of(view).shown(view.id, view.query),
            link_label="Voir la vue telle qu’elle est",
        )
    query = _list_of(view).keep(str(posted.get("query", "")))
    replace_content(session, view, query=query, version=view.version, user=visitor.user)
    return _shown(request, view)


@router.post(f"{HERE}/{{view_id}}/place", right=Right.CONSULT)
def move(request: Request, view_id: int, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    view = get_view_to_change(session, visitor.user, view_id)
    move_view(session, view, earlier=posted.get("vers") == "avant")
    return redirect(request, HERE)


@router.get(f"{HERE}/{{view_id}}/suppression", right=Right.CONSULT)
def confirm_removal(request: Request, view_id: int, visitor: SignedIn, session: Reading) -> Response:
    view = get_view_to_change(session, visitor.user, view_id)
    return render(request, "views/remove.html", view=view, form=fresh(ViewForm))


@router.post(f"{HERE}/{{view_id}}/suppression", right=Right.CONSULT)
def remove(request: Request, view_id: int, visitor: SignedIn, session: Writing) -> Response:
    view = get_view_to_change(session, visitor.user, view_id)
    remove_view(session, view)
    return redirect(request, HERE, flash=f"La vue «\u00a0{view.name}\u00a0» est supprimée.")


def _values(view: SavedView) -> dict[str, Any]:
    return {"name": view.name, "is_shared": view.is_shared, "query": view.query}


def _list_of(view: SavedView) -> Page:
    return PAGES[ViewPage(view.page)]


def _shown(request: Request, view: SavedView) -> Response:
    address = _list_of(view).shown(view.id, view.query)
    return redirect(request, address, flash=f"La vue «\u00a0{view.name}\u00a0» est enregistrée.")


def _page(
    request: Request,
    form: BoundForm[ViewForm],
    page: Page,
    view: SavedView | None = None,
    replaceable: Sequence[ViewLine] = (),
    status: int = 200,
) -> Response:
    return render(request, "views/edit.html", status=status, form=form, page=page, view=view, replaceable=replaceable)
