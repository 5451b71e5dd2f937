"""A browser without script: it keeps cookies, says where it comes from, and checks every page it receives."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app import clock
from app.accounts.sessions import open_session
from app.invitations.sessions import open_session as open_guest_session
from app.models.invitation import Invitation, RespondentSession
from app.models.user import Role, User
from app.tokens import token_hash
from app.web.cookies import SESSION, cookie_name
from app.web.guest import guest_cookie
from app.web.rights import ROLE_RIGHTS, Right
from tests.factories import a_user
from tests.support.html import check_fragment, check_page, find_form, form_values

Typed = Mapping[str, str | Sequence[str]]
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Client(TestClient):
    """`client.get(…)` and the rest as usual; `client.page` is the last page received, parsed and found correct."""

    def __init__(self, app: FastAPI, session: Session, **options: Any) -> None:
        super().__init__(app, follow_redirects=False, headers={"Sec-Fetch-Site": "same-origin"}, **options)
        self.database = session
        self.page: Element | None = None
        self.csrf_token = ""
        self.user: User | None = None

    def request(self, *args: Any, **options: Any) -> Response:
        response: Response = super().request(*args, **options)
        if response.headers.get("Content-Type", "").startswith("text/html") and response.text and not is_file(response):
            self._check(response)
        return response

    def sign_in(self, role: Role | str = Role.GESTIONNAIRE, user: User | None = None) -> User:
        """A session opened in the database, as after a sign-in; a new person when none is given."""
        user = user or a_user(self.database, Role(role).value)
        token = open_session(self.database, user=user, now=clock.now(), ip="testclient", agent="test")
        self.database.commit()
        self.cookies.set(cookie_name(SESSION), token)
        self.user = user
        self.csrf_token = ""
        return user

    def enter(self, invitation: Invitation) -> None:
        """A grid opened in this browser, as after the button of a link; a person signed in stays signed in."""
        token = open_guest_session(self.database, invitation=invitation, now=clock.now())
        self.database.commit()
        self.cookies.set(cookie_name(guest_cookie(invitation.respondent_id)), token)
        record = self.database.get_one(RespondentSession, token_hash(token))
        self.csrf_token = record.csrf_token

    def sign_out(self) -> None:
        self.cookies.clear()
        self.user = None
        self.csrf_token = ""

    def post_form(self, url: str, data: Typed | None = None, page: str | None = None, **options: Any) -> Response:
        """Post as the form of the page does: its own tokens and values, with `data` typed over them.

        `page` is where the form with action `url` stands. Without it, only the session's token is added.
        """
        if page is not None:
            self.get(page)
        values: dict[str, Any] = {}
        if self.page is not None and page is not None:
            values.update(form_values(find_form(self.page, url)))
        values.setdefault("csrf_token", [self.token()])
        return self.post(url, data=values | dict(data or {}), **options)

    def get_part(self, url: str, **options: Any) -> Response:
        """As htmx asks for a part of the page."""
        return self.get(url, headers=HTMX | options.pop("headers", {}), **options)

    def post_part(self, url: str, data: Typed | None = None, **options: Any) -> Response:
        """As htmx posts from a part of the page: the token goes in a header."""
        headers = HTMX | {"X-CSRF-Token": self.token()} | options.pop("headers", {})
        return self.post(url, data=dict(data or {}), headers=headers, **options)

    def token(self) -> str:
        """The CSRF token of any page one may see."""
        if not self.csrf_token:
            self.get("/mon-compte" if self.user else "/connexion")
        return self.csrf_token

    def _check(self, response: Response) -> None:
        nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
        assert nonce is not None
        if response.text.lstrip().lower().startswith("<!doctype"):
            self.page = check_page(response.text, nonce[1])
            found = [field.get("value", "") for field in self.page.iter("input") if field.get("name") == "csrf_token"]
            self.csrf_token = found[0] if found else self.csrf_token
        else:
            check_fragment(response.text, nonce[1])


def is_file(response: Response) -> bool:
    """Taken away rather than shown: not a page of the site, even when written in HTML."""
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def with_all_rights_but(right: Right, monkeypatch: Any) -> Role:
    """A role that may do everything but one thing, for tests of rights."""
    monkeypatch.setitem(ROLE_RIGHTS, Role.LECTEUR, frozenset(Right) - {right})
    return Role.LECTEUR
