"""My account: my name, my password, where I am signed in."""

from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.accounts import service
from app.accounts.browsers import browser_name
from app.accounts.cookies import place_of, take_back
from app.accounts.events import KEPT, Kind, events_of, note
from app.accounts.factors import factor_of
from app.accounts.forms import NewPassword, Profile
from app.accounts.provider.client import is_set_up, label
from app.accounts.provider.identity import identity_of
from app.accounts.queries import account
from app.accounts.recovery import codes_left
from app.accounts.scopes import told
from app.accounts.sessions import end_mine, end_sessions, sessions_of
from app.accounts.tokens import tokens_of
from app.accounts.words import told_event
from app.db import Reading, Writing
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/mon-compte"


@router.get(HERE, right=Right.ACCOUNT)
def mine(request: Request, visitor: SignedIn, session: Reading) -> Response:
    return _page(request, visitor, session)


@router.post(f"{HERE}/nom", right=Right.ACCOUNT)
def rename(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    form = bind(Profile, posted)
    if form.has_errors:
        return _page(request, visitor, session, profile=form)
    service.rename(session, user=account(session, visitor.id), name=form.data.name)
    return redirect(request, HERE, flash="Votre nom est enregistré.")


@router.post(f"{HERE}/mot-de-passe", right=Right.ACCOUNT)
def change_password(request: Request, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    """Whoever came by a link minutes ago forgot the former password: it is not asked for."""
    form = bind(NewPassword, posted)
    if not form.has_errors:
        with faults_on(form, session):
            service.change_password(
                session,
                user=account(session, visitor.id),
                current=form.data.current_password,
                new=form.data.new_password,
                session_in_use=visitor.token_sha256,
                now=clock.now(),
                proved=_proved(visitor),
            )
    if form.has_errors:
        return _page(request, visitor, session, password=form)
    return redirect(request, HERE, flash="Votre mot de passe est changé. Vos autres connexions sont fermées.")


@router.post(f"{HERE}/connexions/{{reference}}/fermeture", right=Right.ACCOUNT)
def end_one(request: Request, reference: str, visitor: SignedIn, session: Writing) -> Response:
    end_mine(session, user_id=visitor.id, reference=reference)
    return redirect(request, HERE, flash="Cette connexion est fermée.")


@router.post(f"{HERE}/connexions/fermeture", right=Right.ACCOUNT)
def end_others(request: Request, visitor: SignedIn, session: Writing) -> Response:
    end_sessions(session, user_id=visitor.id, but=visitor.token_sha256)
    note(session, user_id=visitor.id, kind=Kind.SESSIONS_ENDED, now=clock.now(), place=place_of(request))
    return redirect(request, HERE, flash="Vos autres connexions sont fermées.")


@router.post(f"{HERE}/connexions/fin", right=Right.ACCOUNT)
def end_all(request: Request, visitor: SignedIn, session: Writing) -> Response:
    end_sessions(session, user_id=visitor.id)
    note(session, user_id=visitor.id, kind=Kind.SESSIONS_ENDED, now=clock.now(), place=place_of(request))
    return take_back(redirect(request, "/connexion", flash="Toutes vos connexions sont fermées, celle-ci aussi."))


@router.get(f"{HERE}/activite", right=Right.ACCOUNT)
def activity(request: Request, visitor: SignedIn, session: Reading) -> Response:
    events = [(told_event(event), event) for event in events_of(session, visitor.id)]
    return render(request, "accounts/activity.html", events=events, browser_name=browser_name, since=KEPT)


def _proved(visitor: Visitor) -> bool:
    return visitor.by_link and visitor.confirmed(clock.now())


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
        asks_password=user.password_hash is not None and not _proved(visitor),
        factor=factor_of(session, visitor.id),
        codes_left=codes_left(session, visitor.id),
        provider=label(),
        identity=identity_of(session, visitor.id) if is_set_up() else None,
        sessions=sessions_of(session, visitor.id, clock.now()),
        current=visitor.token_sha256,
        tokens=[(own, told(own.scopes, visitor.role)) for own in tokens_of(session, visitor.id)],
        today=clock.today(),
        browser_name=browser_name,
    )
