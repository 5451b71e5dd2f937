"""The page of one qualification, drawn again by whatever is done from it."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.doors.forms import DoorInvitation, fresh_invitation
from app.doors.queries import live_door
from app.models import DoorKind
from app.qualification.drawing import drawing_of
from app.qualification.queries import read_sheet
from app.qualification.sentences import profile_sentence
from app.web.forms import BoundForm, new_key
from app.web.templating import render


def one_page(
    request: Request,
    session: Session,
    qualification_id: int,
    invitation: BoundForm[DoorInvitation] | None = None,
    status: int = 200,
) -> Response:
    """With the personal link of whoever is asked to answer."""
    sheet = read_sheet(session, qualification_id)
    door = live_door(session, DoorKind.QUALIFICATION, qualification_id)
    return render(
        request,
        "qualification/one.html",
        status=status,
        sheet=sheet,
        drawing=drawing_of(sheet.profile),
        sentence=profile_sentence(sheet.profile),
        door=door,
        door_form=invitation or fresh_invitation(door, clock.today()),
        new_key=new_key,
    )
