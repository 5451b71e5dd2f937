"""Signing in by the identity provider: going there, coming back, linking an account to it."""

import structlog
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clock
from app.accounts.confirming import Confirmed
from app.accounts.cookies import place_of
from app.accounts.entering import enter, sign_in_page
from app.accounts.forms import ProviderAnswer, SignIn
from app.accounts.provider import identity
from app.accounts.provider.client import CALLBACK, WRONG, departure_address, is_set_up
from app.accounts.provider.departure import MINUTES, Departure, come_back, new_departure, sealed
from app.accounts.queries import account
from app.db import Writing
from app.errors import DomainError, NotFound, Refused
from app.models.sign_in import Method
from app.settings import settings
from app.web.auth import Right, Router, local_path, visitor_of
from app.web.cookies import PROVIDER, drop_cookie, read_cookie, write_cookie
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

log = structlog.get_logger("odd17.accounts")
router = Router()
HERE = "/connexion/identite"
MINE = "/mon-compte/identite"
REFUSED = "Le service d’identité n’a pas confirmé qui vous êtes. Recommencez, ou connectez-vous autrement."


@router.get(HERE, right=Right.PUBLIC)
def leave(request: Request, suite: str = "/") -> Response:
    return _leave(request, new_departure(local_path(suite)))


@router.get(MINE, right=Right.ACCOUNT)
def leave_to_link(request: Request, visitor: Confirmed) -> Response:
    return _leave(request, new_departure("/mon-compte", linking=visitor.id))


@router.get(CALLBACK, right=Right.PUBLIC)
def back(request: Request) -> Response:
    """Nothing is used up by opening this page: its button does, pressed by a script when there is one."""
    asked = request.query_params
    if "error" in asked or "code" not in asked:
        return _refusal(request, REFUSED, 422)
    answer = {name: asked.get(name, "") for name in ("code", "state", "iss")}
    return render(request, "accounts/provider_return.html", form=fresh(ProviderAnswer, answer))


@router.post(CALLBACK, right=Right.PUBLIC)
def finish(request: Request, posted: Posted, session: Writing) -> Response:
    form = bind(ProviderAnswer, posted)
    try:
        if form.has_errors:
            raise Refused(WRONG)
        response = _finish(request, session, form)
    except DomainError as refusal:
        response = _refusal(request, refusal.sentence, refusal.status)
    drop_cookie(response, PROVIDER)
    return response


@router.post(f"{MINE}/retrait", right=Right.ACCOUNT)
def unlink(request: Request, visitor: Confirmed, session: Writing) -> Response:
    identity.unlink(session, user_id=visitor.id, place=place_of(request), now=clock.now())
    return redirect(request, "/mon-compte", flash="Votre compte n’est plus relié au service d’identité.")


def _leave(request: Request, departure: Departure) -> Response:
    if not is_set_up():
        raise NotFound
    try:
        address = departure_address(departure.state, departure.nonce, departure.verifier)
    except DomainError as refusal:
        return _refusal(request, refusal.sentence, refusal.status)
    response = RedirectResponse(address, status_code=303)
    write_cookie(response, PROVIDER, sealed(departure, clock.now()), max_age=MINUTES * 60)
    return response


def _finish(request: Request, session: Session, form: BoundForm[ProviderAnswer]) -> Response:
    now, place, answer = clock.now(), place_of(request), form.data
    departure = come_back(session, cookie=read_cookie(request, PROVIDER), state=answer.state, now=now)
    if answer.iss not in ("", settings().oidc_issuer):
        raise Refused(WRONG)
    person = identity.person_for(answer.code, verifier=departure.verifier, nonce=departure.nonce, now=now)
    if departure.linking:
        return _link(request, session, departure, person)
    user, linked = identity.user_of(session, person, place=place, now=now)
    strong = linked and person.strong
    return enter(request, session, user, Method.PROVIDER, suite=departure.suite, second_factor=strong)


def _link(request: Request, session: Session, departure: Departure, person: identity.Person) -> Response:
    visitor = visitor_of(request)
    if visitor is None or visitor.id != departure.linking:
        raise Refused(WRONG)
    identity.link(session, user=account(session, visitor.id), person=person, place=place_of(request), now=clock.now())
    return redirect(request, "/mon-compte", flash="Votre compte est relié au service d’identité.")


def _refusal(request: Request, sentence: str, status: int) -> Response:
    """On the page where the other ways in stand. What was begun is over: a return is never taken twice."""
    log.warning("provider_refused", status=status)
    if visitor_of(request) is not None:
        return redirect(request, "/mon-compte", flash=sentence)
    form = fresh(SignIn, {"suite": "/"})
    form.refuse("", sentence)
    response = sign_in_page(request, form, status)
    request.state.refused = False
    return response
