"""Who is asking: found from the session cookie, once per request, before the route's own transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from starlette.requests import Request

from app import clock
from app.db import reading, writing
from app.models.user import InstallationFact, Role, User, UserSession
from app.settings import settings
from app.tokens import token_hash
from app.web.cookies import SESSION, read_cookie
from app.web.rights import ROLE_RIGHTS, Right

TOUCH_EVERY = timedelta(minutes=1)
DEMO = select(InstallationFact.value).where(InstallationFact.name == "demonstration")
WHO = (
    select(UserSession, User)
    .join(User, User.id == UserSession.user_id)
    .where(UserSession.token_sha256 == bindparam("token"), User.active)
)


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

    @property
    def role_label(self) -> str:
        return self.role.label

    def can(self, right: str) -> bool:
        return Right(right) in self.rights


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


def is_alive(record: UserSession, now: datetime) -> bool:
    idle = timedelta(minutes=settings().session_idle_minutes)
    return now < record.expires_at and now < record.last_seen_at + idle


def _identify(request: Request) -> None:
    """One short transaction, closed before the route opens its own: a request never holds two connections."""
    token, now = read_cookie(request, SESSION), clock.now()
    with reading(request.app.state.bind) as session:
        request.state.demo_data = session.scalar(DEMO) is not None
        row = session.execute(WHO, {"token": token_hash(token)}).one_or_none() if token else None
        session.expunge_all()
    request.state.visitor = None
    if row is None or not is_alive(row[0], now):
        return
    record, user = row
    if now - record.last_seen_at > TOUCH_EVERY:
        _touch(request, record.token_sha256, now)
    request.state.visitor = _visitor(record, user)


def _visitor(record: UserSession, user: User) -> Visitor:
    role = Role(user.role)
    return Visitor(
        user, user.id, user.name, user.email, role, ROLE_RIGHTS[role], record.csrf_token, record.token_sha256
    )


def _touch(request: Request, key: bytes, now: datetime) -> None:
    """The one write a reading page makes, in its own short transaction: when the session was last used."""
    with writing(request.app.state.bind) as session:
        session.execute(update(UserSession).where(UserSession.token_sha256 == key).values(last_seen_at=now))
