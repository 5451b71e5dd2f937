"""The screens of a sheet, the same for a voice behind its door and for the person who enters on its behalf."""

from typing import Literal

from pydantic import BaseModel
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.errors import NotFound
from app.reviews.place import Place
from app.reviews.saving import NOTHING, Outcome, save_posted
from app.reviews.service import reopen_voice, submit_voice
from app.reviews.sheet import Part
from app.reviews.typed import SEEN
from app.reviews.words import minutes_for, promises
from app.web.filters import plural
from app.web.forms import BoundForm, bind, faults_on, fresh
from app.web.templating import redirect, render


class Sending(BaseModel):
    """Words leave the fund only when their author says so."""

    quotes: Literal["oui", "non"] = "non"


def welcome(request: Request, place: Place) -> Response:
    return render(
        request,
        "reviews/sheet/welcome.html",
        place=place,
        promises=promises(place.least),
        minutes=minutes_for(place.sheet.total),
    )


def part_page(request: Request, place: Place, code: str) -> Response:
    part = _part(place, code)
    return _screen(request, place, part) if place.editable else redirect(request, place.address)


def save_part(request: Request, session: Session, place: Place, code: str, posted: FormData) -> Response:
    """The whole screen at once; what is right is kept even when something else is wrong."""
    part = _part(place, code)
    place, outcome = save_posted(session, place, posted)
    if not outcome.is_whole:
        response = _screen(request, place, _part(place, code), outcome)
        request.state.refused = False  # the rest of the screen stays saved
        return response
    words = plural(outcome.written, "réponse enregistrée", "réponses enregistrées") + "." if outcome.written else None
    return redirect(request, place.address_of(part.after), flash=words)


def autosave(request: Request, session: Session, place: Place, code: str, posted: FormData) -> Response:
    """As it is typed: the state of each line sent, and the progress."""
    part = _part(place, code)
    place, outcome = save_posted(session, place, posted)
    names = [name.removeprefix(SEEN) for name in posted if name.startswith(SEEN)]
    response = render(
        request,
        "reviews/sheet/saved.html",
        status=outcome.status,
        place=place,
        outcome=outcome,
        current=place.sheet.part(part.code),
        items=place.sheet.items_named(names),
        saved_at=clock.now(),
    )
    request.state.refused = False
    return response


def review_page(request: Request, place: Place) -> Response:
    if not place.editable:
        return redirect(request, place.address)
    return _review(request, place, fresh(Sending, {"quotes": "oui" if place.voice.quotes_allowed else "non"}))


def send(request: Request, session: Session, place: Place, posted: FormData) -> Response:
    form = bind(Sending, posted)
    if not form.has_errors:
        with faults_on(form, session):
            submit_voice(
                session,
                voice=place.voice,
                quotes_allowed=form.data.quotes == "oui",
                user=place.user,
                now=clock.now(),
                is_own=place.is_own,
            )
    if form.has_errors:
        return _review(request, place, form, 422)
    return redirect(request, place.address)


def take_back(request: Request, session: Session, place: Place, reason: str) -> Response:
    reopen_voice(session, voice=place.voice, reason=reason, user=place.user, now=clock.now(), is_own=place.is_own)
    return redirect(request, place.address_of("relecture"), flash="Les réponses peuvent être corrigées.")


def receipt(request: Request, place: Place) -> Response:
    return render(request, "reviews/sheet/receipt.html", place=place)


def _part(place: Place, code: str) -> Part:
    part = place.sheet.part(code)
    if part is None:
        raise NotFound("Cette page n’existe pas.", link=place.address, link_label="Revenir aux réponses")
    return part


def _screen(request: Request, place: Place, part: Part, outcome: Outcome = NOTHING) -> Response:
    return render(request, "reviews/sheet/part.html", status=outcome.status, place=place, current=part, outcome=outcome)


def _review(request: Request, place: Place, form: BoundForm[Sending], status: int = 200) -> Response:
    return render(
        request,
        "reviews/sheet/review.html",
        status=status,
        place=place,
        form=form,
        promises=promises(place.least),
    )
