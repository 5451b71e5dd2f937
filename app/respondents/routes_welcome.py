"""What a partner finds when it opens its link, and finds again once it has answered."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.respondents.place import audience_of, place_of
from app.respondents.queries import other_partners
from app.respondents.screens import resume_at
from app.respondents.words import READING_WORDS, WHEN, minutes_for
from app.restitution.disclosure import promises
from app.web.auth import Right, Router
from app.web.guest import GuestIn
from app.web.templating import render

router = Router()


@router.get("/ma-grille/{respondent_id}", right=Right.RESPOND)
def welcome(request: Request, session: Reading, respondent_id: int, guest: GuestIn) -> Response:
    place = place_of(session, guest)
    if place.respondent.submitted_at:
        return render(request, "respondents/thanks.html", place=place)
    return render(
        request,
        "respondents/welcome.html",
        place=place,
        partners=other_partners(session, place.respondent),
        when=WHEN[place.moment],
        minutes=minutes_for(place.sheet.total),
        audience=audience_of(session, place),
        promises=promises(place.grid),
        next=place.address_of(resume_at(place.screens, place.started)),
    )


@router.get("/ma-grille/{respondent_id}/recu", right=Right.RESPOND)
def receipt(request: Request, session: Reading, respondent_id: int, guest: GuestIn) -> Response:
    """One's own answers on two sheets of paper."""
    return render(request, "respondents/receipt.html", place=place_of(session, guest), reading_words=READING_WORDS)
