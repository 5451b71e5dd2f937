"""The first link of an account: it opens it once, within days, and says who invites to what."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.jobs import enqueue
from app.models.user import SignInLink, User
from app.settings import settings
from app.tokens import new_token, token_hash


def queue_invitation(session: Session, *, user: User, now: datetime) -> None:
    """The letter leaves apart; the queue holds a number, never an address nor the link."""
    lock = f"accounts.send_invitation:{user.id}"
    enqueue(session, "accounts.send_invitation", queueing_lock=lock, user_id=user.id, asked_at=now.isoformat())


def create_invitation(session: Session, *, user_id: int, now: datetime) -> tuple[User, str, datetime] | None:
    """The person, the token and its last instant; one at a time: the former link opens nothing any more."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None or not user.active or user.last_signed_in_at is not None:
        return None
    session.execute(delete(SignInLink).where(SignInLink.user_id == user.id, SignInLink.invites))
    token, expires = new_token(), now + timedelta(hours=settings().account_invitation_hours)
    link = SignInLink(token_sha256=token_hash(token), user_id=user.id, created_at=now, expires_at=expires, invites=True)
    session.add(link)
    session.flush()
    return user, token, expires
