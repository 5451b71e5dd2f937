"""Who asks, when a program asks: the bearer of a token, with some of the rights of the person it was made for.

No cookie is read here, so that nothing a browser sends by itself opens anything.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import Date, bindparam, select, update

from app import clock
from app.accounts.scopes import right_of
from app.accounts.tokens import is_valid
from app.db import reading, writing
from app.errors import Forbidden
from app.models import ApiToken, Role, User
from app.models.user import Scope
from app.tokens import token_hash
from app.web.auth import ROLE_RIGHTS, Right, Visitor
from app.web.programs import Problem

TOUCH_EVERY = timedelta(minutes=1)
NEEDED = "Donnez un jeton valable dans l’en-tête Authorization\u00a0: Bearer suivi du jeton."
READING = "Le rôle de ce compte ne permet pas cette lecture."
WRITING = "Le rôle de ce compte ne permet pas d’écrire ici."
BEYOND = "Ce jeton n’a pas la portée «\u00a0{}\u00a0»\u00a0: créez-en un autre dans Mon compte."
WHO = (
    select(ApiToken, User)
    .join(User, User.id == ApiToken.user_id)
    .where(ApiToken.token_sha256 == bindparam("token"), is_valid(bindparam("today", type_=Date)), User.active)
)

bearer = HTTPBearer(scheme_name="token", auto_error=False)
Given = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]


def bearer_guard(scope: Scope | None) -> Callable[..., None]:
    """None: any valid token will do."""

    def guard(request: Request, given: Given) -> None:
        found = bearer_of(request, given.credentials if given else "")
        request.state.visitor = found[0] if found else None
        if found is None:
            raise Problem("unauthenticated", NEEDED)
        _check(scope, *found)

    return guard


def bearer_of(request: Request, token: str) -> tuple[Visitor, frozenset[str]] | None:
    """Who, and the scopes of the token; in a short transaction, closed before the route opens its own."""
    with reading(request.app.state.bind) as session:
        row = session.execute(WHO, {"token": token_hash(token), "today": clock.today()}).one_or_none()
        session.expunge_all()
    if row is None:
        return None
    record, user = row
    _touch(request, record)
    role = Role(user.role)
    visitor = Visitor(user, user.id, user.name, user.email, role, ROLE_RIGHTS[role], "", record.token_sha256)
    return visitor, frozenset(record.scopes)


def caller(request: Request) -> Visitor:
    """Once the guard of the route has let it in."""
    found: Visitor = request.state.visitor
    return found


Caller = Annotated[Visitor, Depends(caller)]


def _check(scope: Scope | None, visitor: Visitor, scopes: frozenset[str]) -> None:
    if (right_of(scope) if scope else Right.CONSULT) not in visitor.rights:
        raise Forbidden(WRITING if scope and scope.writes else READING)
    if scope and scope not in scopes:
        asked = {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'}
        raise Problem("insufficient-scope", BEYOND.format(scope.value), headers=asked, scope=scope.value)


def _touch(request: Request, record: ApiToken) -> None:
    now = clock.now()
    if record.last_used_at is not None and now - record.last_used_at <= TOUCH_EVERY:
        return
    with writing(request.app.state.bind) as session:
        used = update(ApiToken).where(ApiToken.token_sha256 == record.token_sha256)
        session.execute(used.values(last_used_at=now))
