"""What is done to a draft by one button: move, retire, put back, give up."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.grids import edits, service
from app.grids.queries import HERE, draft_address, get_draft, read_draft
from app.grids.routes_drafts import DRAFT
from app.grids.routes_edit import CRITERION, QUESTION
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import Posted
from app.web.templating import redirect, render
from evaluation import Grid

router = Router()


@router.post(f"{QUESTION}/place", right=Right.EDIT)
def move_question(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    edit = partial(edits.move_question, code=code, up=posted.get("sens") == "haut")
    return _act(request, session, draft_id, edit, visitor, f"{code} a changé de place.", f"question-{code}")


@router.post(f"{QUESTION}/retrait", right=Right.EDIT)
def retire_question(request: Request, session: Writing, draft_id: int, code: str, visitor: SignedIn) -> Response:
    edit, done = partial(edits.retire_question, code=code), f"{code} est retirée. Elle peut être remise, plus bas."
    return _act(request, session, draft_id, edit, visitor, done, "retirees")


@router.post(f"{QUESTION}/retour", right=Right.EDIT)
def restore_question(request: Request, session: Writing, draft_id: int, code: str, visitor: SignedIn) -> Response:
    base = read_draft(session, draft_id).base
    edit = partial(edits.restore_question, base=base, code=code)
    return _act(request, session, draft_id, edit, visitor, f"{code} est remise.", f"question-{code}")


@router.post(f"{CRITERION}/place", right=Right.EDIT)
def move_criterion(
    request: Request, session: Writing, draft_id: int, code: str, posted: Posted, visitor: SignedIn
) -> Response:
    edit = partial(edits.move_criterion, code=code, up=posted.get("sens") == "haut")
    return _act(request, session, draft_id, edit, visitor, f"{code} a changé de place.", f"critere-{code}")


@router.post(f"{CRITERION}/retrait", right=Right.EDIT)
def retire_criterion(request: Request, session: Writing, draft_id: int, code: str, visitor: SignedIn) -> Response:
    edit = partial(edits.retire_criterion, code=code)
    done = f"{code} est retiré avec ses questions. Il peut être remis, plus bas."
    return _act(request, session, draft_id, edit, visitor, done, "retirees")


@router.post(f"{CRITERION}/retour", right=Right.EDIT)
def restore_criterion(request: Request, session: Writing, draft_id: int, code: str, visitor: SignedIn) -> Response:
    base = read_draft(session, draft_id).base
    edit = partial(edits.restore_criterion, base=base, code=code)
    return _act(request, session, draft_id, edit, visitor, f"{code} est remis avec ses questions.", f"critere-{code}")


@router.get(f"{DRAFT}/abandon", right=Right.EDIT)
def ask_before_discarding(request: Request, session: Reading, draft_id: int) -> Response:
    return render(request, "grids/discard.html", draft=read_draft(session, draft_id))


@router.post(f"{DRAFT}/abandon", right=Right.EDIT)
def discard(request: Request, session: Writing, draft_id: int, visitor: SignedIn) -> Response:
    service.discard_draft(session, draft=get_draft(session, draft_id), user=visitor.user)
    return redirect(request, HERE, flash="Le brouillon est abandonné. Aucune version publiée n’a changé.")


def _act(
    request: Request,
    session: Session,
    draft_id: int,
    edit: Callable[[Grid], Grid],
    visitor: Visitor,
    done: str,
    anchor: str,
) -> Response:
    service.edit_draft(session, draft=get_draft(session, draft_id), edit=edit, user=visitor.user)
    return redirect(request, f"{draft_address(draft_id)}#{anchor}", flash=done)
