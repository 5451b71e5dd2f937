"""The fund invites an organisation to answer by a personal link, reminds it, takes the link back."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Writing
from app.doors import service as doors
from app.doors.forms import DoorInvitation, invite_typed
from app.models import DoorKind
from app.qualification.page import one_page
from app.qualification.queries import get_qualification
from app.qualification.routes_one import ONE
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted, bind
from app.web.templating import redirect

router = Router()
HERE = f"{ONE}/invitation"
KIND = DoorKind.QUALIFICATION


@router.post(HERE, right=Right.EVALUATE)
def invite(request: Request, session: Writing, posted: Posted, visitor: SignedIn, qualification_id: int) -> Response:
    record = get_qualification(session, qualification_id)
    form = bind(DoorInvitation, posted)
    invite_typed(session, form, kind=KIND, subject_id=record.id, user=visitor.user)
    if form.has_errors:
        return one_page(request, session, record.id, form, 422)
    return redirect(request, _back(session, record.id), flash="Le lien part à l’instant par courriel.")


@router.post(f"{HERE}/relance", right=Right.EVALUATE)
def remind(request: Request, session: Writing, visitor: SignedIn, qualification_id: int) -> Response:
    doors.remind(session, kind=KIND, subject_id=qualification_id, user=visitor.user, now=clock.now())
    return redirect(request, _back(session, qualification_id), flash="La relance part à l’instant par courriel.")


@router.post(f"{HERE}/retrait", right=Right.EVALUATE)
def revoke(request: Request, session: Writing, visitor: SignedIn, qualification_id: int) -> Response:
    doors.revoke(session, kind=KIND, subject_id=qualification_id, user=visitor.user, now=clock.now())
    flash = "Le lien n’ouvre plus rien. Ce qui a été répondu reste."
    return redirect(request, _back(session, qualification_id), flash=flash)


def _back(session: Session, qualification_id: int) -> str:
    return f"/qualifications/{get_qualification(session, qualification_id).id}#invitation"
