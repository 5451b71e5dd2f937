"""Who is asking: found from the session cookie, once per request, before the route's own transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.orm import Session, make_transient_to_detached
from starlette.requests import Request

from app import clock
from app.db import reading_for, writing
from app.models.sign_in import Method
from app.models.user import InstallationFact, Role, User, UserSession
from app.models.view import DefaultView
from app.second_factor import must_have_factor
from app.settings import settings
from app.tokens import token_hash
from app.web.cookies import SESSION, read_cookie
from app.web.rights import ROLE_RIGHTS, Right

TOUCH_EVERY = timedelta(minutes=1)
CONFIRMED_FOR = timedelta(minutes=10)
FACTS = InstallationFact.__table__
DEMO = select(FACTS.c.value).where(FACTS.c.name == "demonstration")
SESSIONS, PEOPLE = UserSession.__table__, User.__table__
DEFAULTS = func.array(
    select(DefaultView.view_id)
    .where(DefaultView.user_id == PEOPLE.c.id)
    .order_by(DefaultView.view_id)
    .scalar_subquery()
)
PERSON = {f"user_{column.name}": column for column in PEOPLE.columns}
WHO = (
    select(
        SESSIONS.c.token_sha256,
        SESSIONS.c.csrf_token,
        SESSIONS.c.last_seen_at,
        SESSIONS.c.expires_at,
        SESSIONS.c.method,
        SESSIONS.c.second_factor,
        SESSIONS.c.confirmed_at,
        DEMO.scalar_subquery().label("demo"),
        DEFAULTS.label("defaults"),
        *(column.label(name) for name, column in PERSON.items()),
    )
    .select_from(SESSIONS.join(PEOPLE, PEOPLE.c.id == SESSIONS.c.user_id))
    .where(SESSIONS.c.token_sha256 == bindparam("token"), PEOPLE.c.active)
)


class Opened(Protocol):
    """What tells of a session: its record, or its columns."""

    csrf_token: Any
    token_sha256: Any
    last_seen_at: Any
    expires_at: Any
    method: Any
    second_factor: Any
    confirmed_at: Any


@dataclass(frozen=True)
class Visitor:
    """A signed-in person. `user` is detached, for verbs that ask who acts: read its columns only."""

    user: User
    id: int
    name: str
    email: str
    role: Role
    rights: frozenset[Right]
    csrf_token: str
    token_sha256: bytes
    confirmed_at: datetime | None = None
    by_link: bool = False
    needs_factor: bool = False

    @property
    def role_label(self) -> str:
        return self.role.label

    def can(self, right: str) -> bool:
        return Right(right) in self.rights

    def confirmed(self, now: datetime) -> bool:
        """Proved who it is minutes ago: asked before what could take the account away from its person."""
        return self.confirmed_at is not None and now - self.confirmed_at < CONFIRMED_FOR


def visitor_of(request: Request) -> Visitor | None:
    if not hasattr(request.state, "visitor"):
        _identify(request)
    found: Visitor | None = request.state.visitor
    return found


def forget_visitor(request: Request) -> None:
    """Answer as to a stranger, without asking the database (it may be down)."""
    request.state.visitor = request.state.guest = None
    request.state.demo_data = False


def become(request: Request, session: Session, user: User, token: str) -> None:
    """From here on this answer is drawn for the person who has just signed in."""
    record = session.get_one(UserSession, token_hash(token))
    request.state.visitor = _visitor(record, user)


def demo_data(request: Request) -> bool:
    """Are these demonstration data? Said on every page."""
    visitor_of(request)
    found: bool = request.state.demo_data
    return found


def is_alive(record: Opened, now: datetime) -> bool:
    idle = timedelta(minutes=settings().session_idle_minutes)
    return bool(now < record.expires_at and now < record.last_seen_at + idle)


def _identify(request: Request) -> None:
    """In the transaction of the page, or in a short one closed before the route opens its own.

    Either way a request never holds two connections.
    """
    token, now = read_cookie(request, SESSION), clock.now()
    with reading_for(request) as session:
        row = session.execute(WHO, {"token": token_hash(token)}).one_or_none() if token else None
        request.state.demo_data = (row.demo if row else session.scalar(DEMO)) is not None
        request.state.visitor, request.state.visit = None, row
        if row is None or not is_alive(row, now):
            return
        seen = now - row.last_seen_at <= TOUCH_EVERY
        if not seen:
            session.rollback()
    if not seen:
        _touch(request, row.token_sha256, now)
    request.state.visitor = _visitor(row, _person(row))


def _person(row: Row[*tuple[Any, ...]]) -> User:
    """As if it had been loaded, then detached: quicker, and every page begins with it."""
    user = User(**{column.name: getattr(row, name) for name, column in PERSON.items()})
    make_transient_to_detached(user)
    return user


def _visitor(record: Opened, user: User) -> Visitor:
    role = Role(user.role)
    return Visitor(
        user,
        user.id,
        user.name,
        user.email,
        role,
        ROLE_RIGHTS[role],
        record.csrf_token,
        record.token_sha256,
        record.confirmed_at,
        record.method == Method.LINK,
        needs_factor=not record.second_factor and must_have_factor(role),
    )


def _touch(request: Request, key: bytes, now: datetime) -> None:
    """The one write a reading page makes, in its own short transaction: when the session was last used."""
    with writing(request.app.state.bind) as session:
        session.execute(update(UserSession).where(UserSession.token_sha256 == key).values(last_seen_at=now))
