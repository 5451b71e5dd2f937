"""Opening and ending sessions. The token lives in the cookie only; the table holds its hash."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.accounts.events import forget_old
from app.models.sign_in import Method, ProviderReturn
from app.models.user import SignInLink, SubmittedForm, User, UserSession
from app.settings import settings
from app.tokens import new_token, token_hash

MAX_AGENT = 300
KEPT = timedelta(days=2)


def open_session(
    session: Session,
    *,
    user: User,
    now: datetime,
    ip: str | None = None,
    agent: str | None = None,
    method: Method | None = None,
    second_factor: bool = False,
    expires_at: datetime | None = None,
) -> str:
    """Always a new token, so that one planted before signing in is worth nothing."""
    token = new_token()
    session.add(
        UserSession(
            token_sha256=token_hash(token),
            user_id=user.id,
            csrf_token=new_token(),
            created_at=now,
            last_seen_at=now,
            expires_at=expires_at or now + timedelta(hours=settings().session_absolute_hours),
            ip=ip,
            agent=(agent or "")[:MAX_AGENT] or None,
            method=method.value if method else None,
            second_factor=second_factor,
            confirmed_at=now,
        )
    )
    session.execute(update(User).where(User.id == user.id).values(last_signed_in_at=now))
    _tidy(session, now)
    session.flush()
    return token


def renew_session(session: Session, *, token_sha256: bytes, now: datetime) -> str:
    """The same session, proved by two factors from now on, under a new token: the former opens nothing any more."""
    record = session.get_one(UserSession, token_sha256)
    token = new_token()
    record.token_sha256, record.csrf_token = token_hash(token), new_token()
    record.second_factor, record.confirmed_at = True, now
    session.flush()
    return token


def confirm_session(session: Session, *, token_sha256: bytes, now: datetime) -> None:
    """The person has just proved again who it is."""
    record = session.get_one(UserSession, token_sha256)
    record.confirmed_at = now
    session.flush()


def sessions_of(session: Session, user_id: int, now: datetime) -> Sequence[UserSession]:
    alive = now - timedelta(minutes=settings().session_idle_minutes)
    query = select(UserSession).where(
        UserSession.user_id == user_id, UserSession.expires_at > now, UserSession.last_seen_at > alive
    )
    return session.scalars(query.order_by(UserSession.last_seen_at.desc(), UserSession.token_sha256)).all()


def end_session(session: Session, *, token_sha256: bytes) -> None:
    session.execute(delete(UserSession).where(UserSession.token_sha256 == token_sha256))


def end_sessions(session: Session, *, user_id: int, but: bytes | None = None) -> None:
    """All sessions of a person, except the one in use when it is given."""
    query = delete(UserSession).where(UserSession.user_id == user_id)
    session.execute(query if but is None else query.where(UserSession.token_sha256 != but))


def end_mine(session: Session, *, user_id: int, reference: str) -> None:
    """Only one's own: another person's reference ends nothing, and says nothing."""
    for record in session.scalars(select(UserSession).where(UserSession.user_id == user_id)).all():
        if record.token_sha256.hex() == reference:
            session.delete(record)
    session.flush()


def _tidy(session: Session, now: datetime) -> None:
    """Signing in is rare enough to sweep what no longer serves."""
    session.execute(delete(UserSession).where(UserSession.expires_at < now))
    session.execute(delete(SignInLink).where(SignInLink.expires_at < now - KEPT))
    session.execute(delete(ProviderReturn).where(ProviderReturn.at < now - KEPT))
    session.execute(delete(SubmittedForm).where(SubmittedForm.created_at < now - KEPT))
    forget_old(session, now)
