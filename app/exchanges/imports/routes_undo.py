"""Undoing an import: what would go back, what someone changed since, what stays; then all that was chosen."""

from collections.abc import Collection

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Conflict
from app.exchanges.imports.applying import Outcome
from app.exchanges.imports.pages import common, here
from app.exchanges.imports.queries import get_batch
from app.exchanges.imports.routes_batch import ONE
from app.exchanges.imports.undo import undo
from app.exchanges.imports.undoing import preview_undo
from app.models import ImportBatch
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()
EDITED_MOST, KEPT_MOST = 100, 100
AGAIN = "Des fiches ont changé depuis que vous lisiez cette page\u202f: rien n’est annulé. La voici à jour, relisez-la."


@router.get(f"{ONE}/annulation", right=Right.EDIT)
def preview(request: Request, session: Reading, batch_id: int) -> Response:
    return _page(request, session, get_batch(session, batch_id))


@router.post(f"{ONE}/annulation", right=Right.EDIT)
def confirm(request: Request, session: Writing, batch_id: int, posted: Posted, visitor: SignedIn) -> Response:
    batch, seen = get_batch(session, batch_id), str(posted.get("vu", ""))
    chosen = frozenset(value for value in posted.getlist("remettre") if isinstance(value, str))
    try:
        outcome = undo(session, batch, chosen=chosen, seen=seen, user=visitor.user, now=clock.now())
    except Conflict:
        return _page(request, session, batch, chosen=chosen, notice=AGAIN, status=409)
    done = outcome is Outcome.DONE
    return redirect(request, here(batch), flash="L’import est annulé." if done else None)


def _page(
    request: Request,
    session: Session,
    batch: ImportBatch,
    *,
    chosen: Collection[str] = (),
    notice: str = "",
    status: int = 200,
) -> Response:
    plan = preview_undo(session, batch)
    return render(
        request,
        "exchanges/imports/undo.html",
        status=status,
        plan=plan,
        edited=plan.edited[:EDITED_MOST],
        edited_untold=max(0, len(plan.edited) - EDITED_MOST),
        kept=plan.kept[:KEPT_MOST],
        kept_untold=max(0, len(plan.kept) - KEPT_MOST),
        chosen=chosen,
        notice=notice,
        **common(session, batch),
    )
