"""Begin a registration, resume or discard one of one's own."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.registration import service
from app.registration.guide import Guide
from app.registration.queries import own_draft, unfinished_drafts
from app.web.auth import Right, Router, SignedIn
from app.web.forms import new_key
from app.web.templating import redirect, render

router = Router()
START = "/investissements/nouveau"


@router.get(START, right=Right.EDIT)
def start(request: Request, visitor: SignedIn, session: Reading) -> Response:
    drafts = unfinished_drafts(session, owner_id=visitor.id)
    return render(request, "registration/start.html", drafts=drafts, key=new_key())


@router.post(START, right=Right.EDIT)
def begin(request: Request, visitor: SignedIn, session: Writing) -> Response:
    draft = service.start_draft(session, user=visitor.user)
    return redirect(request, f"/enregistrement/{draft.id}/projet")


@router.get("/enregistrement/{draft_id:int}", right=Right.EDIT)
def tasks(request: Request, draft_id: int, visitor: SignedIn, session: Reading) -> Response:
    draft = own_draft(session, draft_id, owner_id=visitor.id)
    if draft.finished_at:
        return redirect(request, f"/enregistrement/{draft_id}/confirmation")
    guide = Guide(session, draft, clock.today())
    return render(request, "registration/tasks.html", draft=draft, guide=guide)


@router.post("/enregistrement/{draft_id:int}/abandon", right=Right.EDIT)
def discard(request: Request, draft_id: int, visitor: SignedIn, session: Writing) -> Response:
    draft = own_draft(session, draft_id, owner_id=visitor.id, lock=True)
    service.discard_draft(session, draft)
    return redirect(request, START, flash="Cet enregistrement en cours est effacé.")
