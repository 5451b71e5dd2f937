"""My second factor: added, its recovery codes renewed, taken away."""

from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import factors
from app.accounts.confirming import Confirmed
from app.accounts.cookies import place_of
from app.accounts.events import Kind, note
from app.accounts.forms import NewFactor
from app.accounts.queries import account
from app.accounts.recovery import codes_left, new_codes
from app.accounts.sessions import renew_session
from app.db import Reading, Writing
from app.errors import Refused
from app.second_factor import must_have_factor
from app.web.auth import FACTOR as HERE
from app.web.auth import Right, Router, Visitor
from app.web.cookies import SESSION, write_cookie
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render
from app.web.visitor import become

router = Router()


@router.get(HERE, right=Right.ACCOUNT)
def mine(request: Request, visitor: Confirmed, session: Reading) -> Response:
    factor = factors.factor_of(session, visitor.id)
    if factor is None:
        return _offer(request, visitor, fresh(NewFactor))
    must, left = must_have_factor(visitor.role), codes_left(session, visitor.id)
    return render(request, "accounts/factor.html", factor=factor, left=left, must=must)


@router.post(HERE, right=Right.ACCOUNT)
def add(request: Request, visitor: Confirmed, posted: Posted, session: Writing) -> Response:
    """The other sessions of the person end, and this one goes on under a new token."""
    form, codes = bind(NewFactor, posted), list[str]()
    if not form.has_errors:
        with faults_on(form, session):
            codes = factors.add_factor(
                session,
                user=account(session, visitor.id),
                offer=form.data.offer,
                code=form.data.code,
                now=clock.now(),
                session_in_use=visitor.token_sha256,
                place=place_of(request),
            )
    if form.has_errors:
        return _offer(request, visitor, form, 422)
    token = renew_session(session, token_sha256=visitor.token_sha256, now=clock.now())
    become(request, session, account(session, visitor.id), token)
    response = _codes(request, codes)
    write_cookie(response, SESSION, token)
    return response


@router.post(f"{HERE}/codes", right=Right.ACCOUNT)
def renew_codes(request: Request, visitor: Confirmed, session: Writing) -> Response:
    if factors.factor_of(session, visitor.id) is None:
        return redirect(request, HERE)
    codes = new_codes(session, user_id=visitor.id)
    note(session, user_id=visitor.id, kind=Kind.CODES_RENEWED, now=clock.now(), place=place_of(request))
    return _codes(request, codes)


@router.post(f"{HERE}/retrait", right=Right.ACCOUNT)
def remove(request: Request, visitor: Confirmed, session: Writing) -> Response:
    factors.remove_factor(
        session,
        user=account(session, visitor.id),
        now=clock.now(),
        session_in_use=visitor.token_sha256,
        place=place_of(request),
    )
    return redirect(
        request, "/mon-compte", flash="Votre second facteur est retiré. Vos autres connexions sont fermées."
    )


def _offer(request: Request, visitor: Visitor, form: BoundForm[NewFactor], status: int = 200) -> Response:
    """The same secret again while it may still serve: whoever mistyped has not to photograph it twice."""
    now, offer = clock.now(), form.value("offer")
    try:
        secret = factors.offered_secret(offer, visitor.id, now)
    except Refused:
        offer = factors.new_offer(visitor.id, now)
        secret = factors.offered_secret(offer, visitor.id, now)
    return render(
        request,
        "accounts/new_factor.html",
        status=status,
        form=form,
        offer=offer,
        key=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        drawing=factors.drawing(secret, visitor.email),
        must=visitor.needs_factor,
    )


def _codes(request: Request, codes: list[str]) -> Response:
    request.state.outcome = HERE  # sent twice, the codes are not shown again
    return render(request, "accounts/recovery_codes.html", codes=codes)
