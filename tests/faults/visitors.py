"""People in front of the site, over HTTP: a person of the fund, a partner in front of its grid, a program."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
from sqlalchemy.orm import Session

from app import clock
from app.accounts.scopes import allowed
from app.accounts.sessions import open_session
from app.accounts.tokens import create_token
from app.invitations.sessions import open_session as open_guest_session
from app.models import Invitation, Role, User
from app.models.invitation import RespondentSession
from app.models.user import UserSession
from app.tokens import token_hash
from app.web.cookies import SESSION
from app.web.guest import guest_cookie

PATIENCE = 20.0


@dataclass(frozen=True)
class Visitor:
    url: str
    cookie: str
    csrf: str

    def post(self, address: str, fields: dict[str, Any] | None = None, key: str = "", **more: Any) -> httpx2.Response:
        data = {"csrf_token": self.csrf, "idempotency_key": key or uuid4().hex, **(fields or {})}
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", **more.pop("headers", {})}
        return httpx2.post(f"{self.url}{address}", data=data, headers=headers, timeout=PATIENCE, **more)

    def get(self, address: str) -> httpx2.Response:
        return httpx2.get(f"{self.url}{address}", headers={"Cookie": self.cookie}, timeout=PATIENCE)


def person(session: Session, url: str, user: User) -> Visitor:
    """Signed in: the cookie of a session opened in the database, as after a sign-in."""
    token = open_session(session, user=user, now=clock.now())
    csrf = session.get_one(UserSession, token_hash(token)).csrf_token
    session.commit()
    return Visitor(url, f"{SESSION}={token}", csrf)


def guest(session: Session, url: str, invitation: Invitation) -> Visitor:
    token = open_guest_session(session, invitation=invitation, now=clock.now())
    csrf = session.get_one(RespondentSession, token_hash(token)).csrf_token
    session.commit()
    return Visitor(url, f"{guest_cookie(invitation.respondent_id)}={token}", csrf)


@dataclass(frozen=True)
class Program:
    url: str
    token: str

    def post(self, address: str, content: dict[str, Any], key: str) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        return httpx2.post(f"{self.url}/api/v1{address}", json=content, headers=headers, timeout=PATIENCE)


def program(session: Session, url: str, user: User) -> Program:
    token = create_token(session, user=user, name="Essai", now=clock.now(), scopes=allowed(Role(user.role)))
    session.commit()
    return Program(url, token)
