"""Who asks, when a program asks: the bearer of a token, with the rights of the person it was made for.

No cookie is read here, so that nothing a browser sends by itself opens anything.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

from fastapi import Request, Security, params
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import bindparam, select, update

from app import clock
from app.api.answers import Refusal
from app.db import reading, writing
from app.errors import DomainError, Forbidden
from app.models import ApiToken, Role, User
from app.tokens import token_hash
from app.web.auth import ROLE_RIGHTS, Right, Router, Visitor

ROOT = "/api/v1"
TOUCH_EVERY = timedelta(minutes=1)
NEEDED = "Donnez un jeton valable dans l’en-tête Authorization\u00a0: Bearer suivi du jeton."
NOT_ALLOWED = "Le rôle de ce compte ne permet pas cette lecture."
REFUSALS: dict[int | str, dict[str, Any]] = {status: {"model": Refusal} for status in (401, 403, 404, 422, 503)}
WHO = (
    select(ApiToken, User)
    .join(User, User.id == ApiToken.user_id)
    .where(ApiToken.token_sha256 == bindparam("token"), ApiToken.revoked_at.is_(None), User.active)
)

bearer = HTTPBearer(scheme_name="token", description="Jeton créé par « odd17 token add ».", auto_error=False)
Given = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]


class ApiRouter(Router):
    """Addresses under `/api/v1`, read with a token, described in the OpenAPI document."""

    def guards(self, method: str, right: Right) -> list[params.Depends]:
        return [Security(bearer_guard(right))]

    def get(self, path: str, *, right: Right, **options: Any) -> Callable[..., Any]:  # type: ignore[override]
        described = {"include_in_schema": True, "responses": REFUSALS} | options
        return super().get(f"{ROOT}{path}", right=right, **described)


def bearer_guard(right: Right) -> Callable[..., None]:
    def guard(request: Request, given: Given) -> None:
        visitor = request.state.visitor = bearer_of(request, given.credentials if given else "")
        if visitor is None:
            raise DomainError(401, NEEDED)
        if right not in visitor.rights:
            raise Forbidden(NOT_ALLOWED)

    return guard


def bearer_of(request: Request, token: str) -> Visitor | None:
    """In a short transaction, closed before the route opens its own."""
    with reading(request.app.state.bind) as session:
        row = session.execute(WHO, {"token": token_hash(token)}).one_or_none()
        session.expunge_all()
    if row is None:
        return None
    record, user = row
    _touch(request, record)
    role = Role(user.role)
    return Visitor(user, user.id, user.name, user.email, role, ROLE_RIGHTS[role], "", record.token_sha256)


def _touch(request: Request, record: ApiToken) -> None:
    now = clock.now()
    if record.last_used_at is not None and now - record.last_used_at <= TOUCH_EVERY:
        return
    with writing(request.app.state.bind) as session:
        used = update(ApiToken).where(ApiToken.token_sha256 == record.token_sha256)
        session.execute(used.values(last_used_at=now))
