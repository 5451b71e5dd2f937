"""One axis per screen. Without script each screen is one form; with it, answers leave one by one (`routes_answers`)."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.errors import NotFound
from app.respondents.late import refuse_late
from app.respondents.place import Place, enter, place_of
from app.respondents.saving import Outcome, save
from app.respondents.screens import Screen
from app.respondents.words import PRIORITY_OPTIONS, READING_WORDS
from app.web.auth import Right, Router
from app.web.filters import plural
from app.web.forms import Posted
from app.web.guest import GuestIn
from app.web.templating import redirect, render

router = Router()


@router.get("/ma-grille/{respondent_id}/axes/{axis}", right=Right.RESPOND)
def axis_page(request: Request, session: Reading, respondent_id: int, axis: str, guest: GuestIn) -> Response:
    place = place_of(session, guest)
    screen = _screen(place, axis)
    if not place.editable:
        return redirect(request, place.address)
    return _page(request, place, screen, Outcome())


@router.post("/ma-grille/{respondent_id}/axes/{axis}", right=Right.RESPOND)
def save_axis(
    request: Request, session: Writing, respondent_id: int, axis: str, guest: GuestIn, posted: Posted
) -> Response:
    place = place_of(session, guest)
    screen = _screen(place, axis)
    if not place.editable:
        return refuse_late(request, place, posted)
    outcome = save(session, place, posted)
    if outcome.has_conflicts:
        response = _page(request, enter(session, place, outcome.stored), screen, outcome, status=409)
        request.state.refused = False  # the other answers of the screen stay saved
        return response
    return redirect(request, place.address_of(screen.after), flash=_saved_words(outcome.count))


def _screen(place: Place, code: str) -> Screen:
    screen = place.screen(code)
    if screen is None:
        raise NotFound("Cette page de la grille n’existe pas.", link=place.address, link_label="Revenir à ma grille")
    return screen


def _page(request: Request, place: Place, screen: Screen, outcome: Outcome, status: int = 200) -> Response:
    return render(
        request,
        "respondents/axis.html",
        status=status,
        place=place,
        current=place.screen(screen.code),
        outcome=outcome,
        reading_words=READING_WORDS,
        priority_options=PRIORITY_OPTIONS,
    )


def _saved_words(count: int) -> str | None:
    return f"{plural(count, 'réponse enregistrée', 'réponses enregistrées')}." if count else None
