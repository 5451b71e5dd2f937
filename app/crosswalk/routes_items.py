"""Each part of a draft: opened, changed, saved; two people on the same part see both versions."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.crosswalk import service
from app.crosswalk.document import Frame, Item
from app.crosswalk.forms import FrameForm, ItemForm
from app.crosswalk.queries import Draft, read_draft
from app.crosswalk.routes_draft import DRAFT
from app.db import Reading, Writing
from app.errors import NotFound
from app.grids.queries import published_grids
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render
from evaluation import Grid

router = Router()
ITEM = f"{DRAFT}/elements/{{item}}"
Grids = dict[str, Grid]


class Part(NamedTuple):
    """One part of a draft: what its form holds, its words in a conflict, and what saving it does."""

    path: str
    anchor: str
    template: str
    model: type[BaseModel]
    values: dict[str, object]
    labels: dict[str, str]
    choices: dict[str, dict[str, str]]
    edit: Callable[[Frame, Any], Frame]
    done: str
    context: dict[str, object]


class Seen(NamedTuple):
    version: str
    updated_at: datetime


@router.get(ITEM, right=Right.EDIT)
def item(request: Request, session: Reading, frame: str, item: str) -> Response:
    draft = read_draft(session, frame)
    return _open(request, draft, _item(draft, published_grids(session), item))


@router.post(ITEM, right=Right.EDIT)
def save_item(request: Request, session: Writing, frame: str, item: str, posted: Posted, visitor: SignedIn) -> Response:
    service.hold_draft(session, frame)
    draft = read_draft(session, frame)
    return _save(request, session, draft, _item(draft, published_grids(session), item), posted, visitor)


@router.get(f"{DRAFT}/cadre", right=Right.EDIT)
def whole(request: Request, session: Reading, frame: str) -> Response:
    draft = read_draft(session, frame)
    return _open(request, draft, _whole(draft, published_grids(session)))


@router.post(f"{DRAFT}/cadre", right=Right.EDIT)
def save_whole(request: Request, session: Writing, frame: str, posted: Posted, visitor: SignedIn) -> Response:
    service.hold_draft(session, frame)
    draft = read_draft(session, frame)
    return _save(request, session, draft, _whole(draft, published_grids(session)), posted, visitor)


def _item(draft: Draft, grids: Grids, code: str) -> Part:
    own = draft.frame.item(code)
    if own is None:
        raise NotFound("Cet élément n’existe pas.", link=draft.address, link_label="Revenir au brouillon")
    grid = grids[draft.frame.grid]

    def edit(frame: Frame, data: ItemForm) -> Frame:
        said = {"axis": data.axis, "why": data.why, "leaves_out": data.leaves_out}
        return service.with_item(frame, replace(own, questions=tuple(data.questions), **said), grid)

    return Part(
        path=f"/elements/{code}",
        anchor=f"element-{code}",
        template="crosswalk/item.html",
        model=ItemForm,
        values=_values(own),
        labels={
            "axis": "Axe entier",
            "questions": "Questions lues",
            "why": "Pourquoi",
            "leaves_out": "Ce qui est laissé de côté",
        },
        choices={"axis": {axis.code: axis.label for axis in grid.axes} | {"": "aucun"}},
        edit=edit,
        done=f"«\u00a0{own.label}\u00a0» est enregistré.",
        context={"item": own, "grid": grid},
    )


def _values(own: Item) -> dict[str, object]:
    return {"axis": own.axis, "questions": list(own.questions), "why": own.why, "leaves_out": own.leaves_out}


def _whole(draft: Draft, grids: Grids) -> Part:
    def edit(frame: Frame, data: FrameForm) -> Frame:
        moved = frame if data.grid == frame.grid else service.with_grid(frame, grids, data.grid)
        return replace(moved, leaves_out=data.leaves_out)

    return Part(
        path="/cadre",
        anchor="cadre",
        template="crosswalk/whole.html",
        model=FrameForm,
        values={"grid": draft.frame.grid, "leaves_out": draft.frame.leaves_out},
        labels={"grid": "Version de la grille", "leaves_out": "Ce qui est laissé de côté"},
        choices={"grid": {own.reference: own.version for own in grids.values()}},
        edit=edit,
        done="Le cadre est enregistré.",
        context={"grids": sorted(grids.values(), key=lambda own: own.published_on, reverse=True)},
    )


def _open(request: Request, draft: Draft, part: Part) -> Response:
    return _page(request, draft, part, fresh(part.model, part.values, _fingerprint(part)))


def _save(request: Request, session: Session, draft: Draft, part: Part, posted: FormData, visitor: Visitor) -> Response:
    form = bind(part.model, posted)
    check_version(
        Seen(_fingerprint(part), draft.record.updated_at),
        form,
        labels=part.labels,
        current=part.values,
        action=f"{draft.address}{part.path}",
        back=draft.address,
        by=draft.by,
        choices=part.choices,
    )
    if not form.has_errors:
        with faults_on(form, session):
            service.edit_draft(
                session, code=draft.frame.code, edit=lambda frame: part.edit(frame, form.data), user=visitor.user
            )
    if form.has_errors:
        return _page(request, draft, part, form, 422)
    return redirect(request, f"{draft.address}#{part.anchor}", flash=part.done)


def _fingerprint(part: Part) -> str:
    """A form opened on it meets no conflict when only the rest of the draft moved."""
    return hashlib.sha256(json.dumps(part.values, sort_keys=True).encode()).hexdigest()[:16]


def _page(request: Request, draft: Draft, part: Part, form: BoundForm[Any], status: int = 200) -> Response:
    here = f"{draft.address}{part.path}"
    return render(request, part.template, None, status, draft=draft, part=part, form=form, here=here, **part.context)
