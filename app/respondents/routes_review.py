"""Reading one's answers again, sending them, and taking them back while the campaign is open."""

from typing import Literal

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments import service
from app.db import Reading, Writing
from app.errors import Refused
from app.letters.service import queue_letter
from app.models import Invitation, LetterKind, Respondent
from app.respondents.late import refuse_late
from app.respondents.place import Place, audience_of, place_of
from app.respondents.words import READING_WORDS, REOPENED_BY_ITSELF
from app.restitution.disclosure import promises
from app.web.auth import Right, Router
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.guest import GuestIn
from app.web.templating import redirect, render

router = Router()


class Sending(BaseModel):
    """Comments leave the alliance only when their author says so."""

    quotes: Literal["oui", "non"] = "non"


@router.get("/ma-grille/{respondent_id}/relecture", right=Right.RESPOND)
def review(request: Request, session: Reading, respondent_id: int, guest: GuestIn) -> Response:
    place = place_of(session, guest)
    if not place.editable:
        return redirect(request, place.address)
    return _page(request, session, place, fresh(Sending, {"quotes": _word(place.respondent)}))


@router.post("/ma-grille/{respondent_id}/soumission", right=Right.RESPOND)
def send(request: Request, session: Writing, respondent_id: int, guest: GuestIn, posted: Posted) -> Response:
    place, form = place_of(session, guest), bind(Sending, posted)
    if not place.editable:
        return refuse_late(request, place, posted)
    if not form.has_errors:
        with faults_on(form, session):
            _submit(session, place, form.data.quotes == "oui")
    if form.has_errors:
        return _page(request, session, place, form, 422)
    return redirect(request, place.address)


@router.post("/ma-grille/{respondent_id}/reouverture", right=Right.RESPOND)
def take_back(request: Request, session: Writing, respondent_id: int, guest: GuestIn) -> Response:
    place = place_of(session, guest)
    if place.respondent.submitted_at is None:
        raise Refused("Votre grille n’est pas encore envoyée.", link=place.address, link_label="Revenir à ma grille")
    service.reopen(
        session,
        respondent=place.respondent,
        reason=REOPENED_BY_ITSELF,
        user=None,
        now=clock.now(),
        invitation_id=guest.invitation_id,
    )
    return redirect(request, place.address_of("relecture"), flash="Vous pouvez corriger vos réponses.")


def _submit(session: Session, place: Place, quotes_allowed: bool) -> None:
    respondent, now = place.respondent, clock.now()
    respondent.quotes_allowed = quotes_allowed
    service.submit(session, respondent=respondent, user=None, now=now, invitation_id=place.guest.invitation_id)
    queue_letter(
        session,
        kind=LetterKind.RECEIPT,
        respondent=respondent,
        invitation=session.get(Invitation, place.guest.invitation_id),
        key=f"receipt:{respondent.id}:{now.isoformat()}",
        user=None,
        now=now,
    )


def _page(request: Request, session: Session, place: Place, form: BoundForm[Sending], status: int = 200) -> Response:
    return render(
        request,
        "respondents/review.html",
        status=status,
        place=place,
        reading_words=READING_WORDS,
        audience=audience_of(session, place),
        promises=promises(place.grid),
        form=form,
    )


def _word(respondent: Respondent) -> str:
    return "oui" if respondent.quotes_allowed else "non"
