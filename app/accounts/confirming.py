"""Before what could take an account away from its person: proving once more who it is, if that is not just done."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session
from starlette.requests import Request

from app import clock
from app.accounts.events import Kind, Place, is_known, note
from app.accounts.factors import factor_of, take_code
from app.accounts.passwords import password_matches
from app.accounts.sessions import confirm_session
from app.accounts.throttling import CODE, PASSWORD, Limit, check_throttle, note_attempt
from app.models.user import User
from app.web.auth import FACTOR, SignedIn, Visitor

Check = Callable[[], bool]


class ConfirmationNeeded(Exception):  # noqa: N818  (a refusal, not a breakdown)
    """`back` is the page to come back to."""

    def __init__(self, back: str) -> None:
        super().__init__("confirmation needed")
        self.back = back


def confirmed(request: Request, visitor: SignedIn) -> Visitor:
    """A dependency of routes: someone who proved who it is minutes ago. A form comes back to the page that holds it."""
    if not visitor.confirmed(clock.now()):
        raise ConfirmationNeeded(_back(request))
    return visitor


def _back(request: Request) -> str:
    if request.method == "GET":
        return request.url.path
    return FACTOR if request.url.path.startswith(FACTOR) else "/mon-compte"


Confirmed = Annotated[Visitor, Depends(confirmed)]


def asked_of(session: Session, user: User) -> tuple[bool, bool]:
    """(a password, a code): what this account can prove itself with."""
    return user.password_hash is not None, factor_of(session, user.id) is not None


def prove(
    session: Session,
    *,
    user: User,
    password: str | None,
    code: str | None,
    place: Place,
    now: datetime,
    session_in_use: bytes,
) -> str:
    """Empty when both are right, else the name of the field at fault: what was tried is then to be remembered."""
    with_password, with_code = asked_of(session, user)
    if not with_password and not with_code:
        return "password"
    if with_password and not _counted(
        session, user, place, now, PASSWORD, lambda: password_matches(password or "", user.password_hash)
    ):
        return "password"
    if with_code and not _counted(
        session, user, place, now, CODE, lambda: take_code(session, user_id=user.id, code=code or "", now=now)
    ):
        return "code"
    confirm_session(session, token_sha256=session_in_use, now=now)
    return ""


def _counted(session: Session, user: User, place: Place, now: datetime, limit: Limit, right: Check) -> bool:
    known = is_known(session, user_id=user.id, place=place, now=now)
    check_throttle(session, email=user.email, place=place, now=now, limit=limit, known=known)
    succeeded = right()
    note_attempt(session, email=user.email, place=place, now=now, succeeded=succeeded, limit=limit, known=known)
    if not succeeded:
        kind = Kind.WRONG_PASSWORD if limit is PASSWORD else Kind.WRONG_CODE
        note(session, user_id=user.id, kind=kind, now=now, place=place)
    return succeeded
