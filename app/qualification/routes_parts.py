"""Each part of a draft of the grid: opened, changed, saved; two people on the same part see both versions."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.errors import NotFound
from app.qualification import drafting, editing
from app.qualification.parts import Part, Seen, mission_part, new_part, practice_part, whole_part
from app.qualification.versions import DRAFT, Draft, read_draft
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render
from evaluation.qualification import QualificationGrid

router = Router()
WHOLE, MISSION = f"{DRAFT}/ensemble", f"{DRAFT}/missions/{{mission}}"
PRACTICE = f"{DRAFT}/pratiques/{{practice}}"


@router.get(WHOLE, right=Right.EDIT)
def whole(request: Request, session: Reading) -> Response:
    return _open(request, whole_part(read_draft(session)))


@router.post(WHOLE, right=Right.EDIT)
def save_whole(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    draft = _held(session)
    return _save(request, session, draft, whole_part(draft), posted, visitor)


@router.get(MISSION, right=Right.EDIT)
def mission(request: Request, session: Reading, mission: str) -> Response:
    return _open(request, mission_part(read_draft(session), mission))


@router.post(MISSION, right=Right.EDIT)
def save_mission(request: Request, session: Writing, mission: str, posted: Posted, visitor: SignedIn) -> Response:
    draft = _held(session)
    return _save(request, session, draft, mission_part(draft, mission), posted, visitor)


@router.get(f"{MISSION}/pratique", right=Right.EDIT)
def new_practice(request: Request, session: Reading, mission: str) -> Response:
    return _open(request, new_part(read_draft(session), mission))


@router.post(f"{MISSION}/pratique", right=Right.EDIT)
def add_practice(request: Request, session: Writing, mission: str, posted: Posted, visitor: SignedIn) -> Response:
    draft = _held(session)
    return _save(request, session, draft, new_part(draft, mission), posted, visitor)


@router.get(PRACTICE, right=Right.EDIT)
def practice(request: Request, session: Reading, practice: str) -> Response:
    return _open(request, practice_part(read_draft(session), practice))


@router.post(PRACTICE, right=Right.EDIT)
def save_practice(request: Request, session: Writing, practice: str, posted: Posted, visitor: SignedIn) -> Response:
    draft = _held(session)
    return _save(request, session, draft, practice_part(draft, practice), posted, visitor)


@router.post(f"{PRACTICE}/retrait", right=Right.EDIT)
def retire(request: Request, session: Writing, practice: str, visitor: SignedIn) -> Response:
    draft = _known(_held(session), practice)

    def edit(grid: QualificationGrid) -> QualificationGrid:
        return editing.without_practice(grid, practice, base=draft.base.grid)

    drafting.edit_draft(session, edit=edit, user=visitor.user)
    anchor = editing.mission_of(draft.grid, practice).code
    return redirect(request, f"{DRAFT}#mission-{anchor}", flash=f"La pratique {practice} ne sera plus demandée.")


@router.post(f"{PRACTICE}/reprise", right=Right.EDIT)
def take_back(request: Request, session: Writing, practice: str, visitor: SignedIn) -> Response:
    draft = _known(_held(session), practice)
    drafting.edit_draft(session, edit=lambda grid: editing.with_practice_again(grid, practice), user=visitor.user)
    anchor = editing.mission_of(draft.grid, practice).code
    return redirect(request, f"{DRAFT}#mission-{anchor}", flash=f"La pratique {practice} est de nouveau demandée.")


def _held(session: Session) -> Draft:
    drafting.hold_draft(session)
    return read_draft(session)


def _known(draft: Draft, practice: str) -> Draft:
    if practice not in draft.grid.every_practice:
        raise NotFound("Cette pratique n’existe pas.", DRAFT, "Revenir au brouillon")
    return draft


def _open(request: Request, part: Part) -> Response:
    return _page(request, part, fresh(part.model, part.values, part.fingerprint))


def _save(request: Request, session: Session, draft: Draft, part: Part, posted: FormData, visitor: Visitor) -> Response:
    form = bind(part.model, posted)
    check_version(
        Seen(part.fingerprint, draft.record.updated_at),
        form,
        labels=part.labels,
        current=part.values,
        action=f"{DRAFT}{part.path}",
        back=DRAFT,
        by=draft.by,
    )
    if not form.has_errors:
        with faults_on(form, session):
            drafting.edit_draft(session, edit=lambda grid: part.edit(grid, form.data), user=visitor.user)
    if form.has_errors:
        return _page(request, part, form, 422)
    return redirect(request, f"{DRAFT}#{part.anchor}", flash=part.done)


def _page(request: Request, part: Part, form: BoundForm[Any], status: int = 200) -> Response:
    here = f"{DRAFT}{part.path}"
    return render(request, part.template, None, status, part=part, form=form, here=here, draft=DRAFT, **part.context)
