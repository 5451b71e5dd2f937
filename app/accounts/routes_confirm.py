"""Proving once more who I am."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts.confirming import asked_of, prove
from app.accounts.cookies import place_of
from app.accounts.factors import WRONG
from app.accounts.forms import Confirmation
from app.accounts.queries import account
from app.db import Reading, Writing
from app.web.auth import CONFIRMATION as HERE
from app.web.auth import Right, Router, SignedIn, Visitor, local_path
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
MINE = "/mon-compte"


@router.get(HERE, right=Right.ACCOUNT)
def confirmation(request: Request, visitor: SignedIn, session: Reading, suite: str = MINE) -> Response:
    return _confirm(request, session, visitor, fresh(Confirmation, {"suite": local_path(suite, MINE)}))


@router.post(HERE, right=Right.ACCOUNT)
def confirm(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form, wrong = bind(Confirmation, posted), ""
    if not form.has_errors:
        with faults_on(form, session):
            wrong = prove(
                session,
                user=account(session, visitor.id),
                password=form.data.password,
                code=form.data.code,
                place=place_of(request),
                now=clock.now(),
                session_in_use=visitor.token_sha256,
            )
    if not wrong and not form.has_errors:
        return redirect(request, local_path(form.data.suite, MINE))
    if wrong:
        form.refuse(wrong, "Ce n’est pas votre mot de passe." if wrong == "password" else WRONG)
    response = _confirm(request, session, visitor, form, 422)
    request.state.refused = not wrong  # a failed attempt is itself to be remembered
    return response


def _confirm(
    request: Request, session: Session, visitor: Visitor, form: BoundForm[Confirmation], status: int = 200
) -> Response:
    with_password, with_code = asked_of(session, account(session, visitor.id))
    return render(
        request,
        "accounts/confirm.html",
        status=status,
        form=form,
        with_password=with_password,
        with_code=with_code,
        by_link=not with_password and not with_code,
    )
