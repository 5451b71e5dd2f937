"""What is done with an export kept: issued now, paused, resumed, duplicated, archived."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.exchanges.reports.saved import service
from app.exchanges.reports.saved.queries import get_own, get_saved
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted
from app.web.templating import redirect

router = Router()
HERE = "/exports/modeles"
ONE = f"{HERE}/{{saved_id}}"


@router.post(f"{ONE}/emission", right=Right.EXPORT)
def issue(request: Request, session: Writing, posted: Posted, visitor: SignedIn, saved_id: int) -> Response:
    """Only who may change it sends it to its addresses; the others have the file for themselves."""
    is_sent = posted.get("envoyer") == "oui"
    if is_sent:
        saved = get_own(session, saved_id, visitor.id, is_admin=visitor.can(Right.ADMIN))
    else:
        saved = get_saved(session, saved_id, visitor.id)
    issued = service.run_now(session, saved, user=visitor.user, now=clock.now(), is_sent=is_sent)
    return redirect(request, f"/exports/{issued.id}")


@router.post(f"{ONE}/pause", right=Right.EXPORT)
def pause(request: Request, session: Writing, visitor: SignedIn, saved_id: int) -> Response:
    saved = get_own(session, saved_id, visitor.id, is_admin=visitor.can(Right.ADMIN))
    service.pause(saved, user=visitor.user)
    return redirect(request, f"{HERE}/{saved_id}", flash="En pause\u00a0: plus rien ne part tout seul.")


@router.post(f"{ONE}/reprise", right=Right.EXPORT)
def resume(request: Request, session: Writing, visitor: SignedIn, saved_id: int) -> Response:
    saved = get_own(session, saved_id, visitor.id, is_admin=visitor.can(Right.ADMIN))
    service.resume(saved, user=visitor.user, now=clock.now())
    return redirect(request, f"{HERE}/{saved_id}", flash="Les envois reprennent.")


@router.post(f"{ONE}/copie", right=Right.EXPORT)
def duplicate(request: Request, session: Writing, visitor: SignedIn, saved_id: int) -> Response:
    copy = service.duplicate(session, get_saved(session, saved_id, visitor.id), user=visitor.user)
    return redirect(request, f"{HERE}/{copy.id}", flash="Copie créée, pour vous seulement.")


@router.post(f"{ONE}/archivage", right=Right.EXPORT)
def archive(request: Request, session: Writing, visitor: SignedIn, saved_id: int) -> Response:
    saved = get_own(session, saved_id, visitor.id, is_admin=visitor.can(Right.ADMIN))
    service.archive(saved, user=visitor.user, now=clock.now())
    return redirect(request, HERE, flash="Export archivé. Ce qu’il a émis reste dans l’historique.")
