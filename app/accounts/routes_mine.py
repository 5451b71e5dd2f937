"""My account: my name, my password, where I am signed in."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import service
from app.accounts.browsers import browser_name
from app.accounts.forms import NewPassword, Profile
from app.accounts.queries import account
from app.accounts.scopes import told
from app.accounts.sessions import end_mine, end_sessions, sessions_of
from app.accounts.tokens import tokens_of
from app.db import Reading, Writing
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/mon-compte"


@router.get(HERE, right=Right.CONSULT)
def mine(request: Request, visitor: SignedIn, session: Reading) -> Response:
    return _page(request, visitor, session)


@router.post(f"{HERE}/nom", right=Right.CONSULT)
def rename(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(Profile, posted)
    if form.has_errors:
        return _page(request, visitor, session, profile=form)
    service.rename(session, user=account(session, visitor.id), name=form.data.name)
    return redirect(request, HERE, flash="Votre nom est enregistré.")


@router.post(f"{HERE}/mot-de-passe", right=Right.CONSULT)
def change_password(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(NewPassword, posted)
    if not form.has_errors:
        with faults_on(form, session):
            service.change_password(
                session,
                user=account(session, visitor.id),
                current=form.data.current_password,
                new=form.data.new_password,
                session_in_use=visitor.token_sha256,
            )
    if form.has_errors:
        return _page(request, visitor, session, password=form)
    return redirect(request, HERE, flash="Votre mot de passe est changé. Vos autres connexions sont fermées.")


@router.post(f"{HERE}/connexions/{{reference}}/fermeture", right=Right.CONSULT)
def end_one(request: Request, reference: str, visitor: SignedIn, session: Writing) -> Response:
    end_mine(session, user_id=visitor.id, reference=reference)
    return redirect(request, HERE, flash="Cette connexion est fermée.")


@router.post(f"{HERE}/connexions/fermeture", right=Right.CONSULT)
def end_others(request: Request, visitor: SignedIn, session: Writing) -> Response:
    end_sessions(session, user_id=visitor.id, but=visitor.token_sha256)
    return redirect(request, HERE, flash="Vos autres connexions sont fermées.")


def _page(
    request: Request,
    visitor: Visitor,
    session: Session,
    profile: BoundForm[Profile] | None = None,
    password: BoundForm[NewPassword] | None = None,
) -> Response:
    faulty: BoundForm[Any] | None = profile or password
    user = account(session, visitor.id)
    return render(
        request,
        "accounts/mine.html",
        status=422 if faulty else 200,
        form=faulty or fresh(Profile),
        profile=profile or fresh(Profile, {"name": user.name}),
        password=password or fresh(NewPassword),
        has_password=user.password_hash is not None,
        sessions=sessions_of(session, visitor.id, clock.now()),
        current=visitor.token_sha256,
        tokens=[(own, told(own.scopes, visitor.role)) for own in tokens_of(session, visitor.id)],
        today=clock.today(),
        browser_name=browser_name,
    )
