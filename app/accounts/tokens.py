"""Tokens that let a program read in a person's name. Shown once; the table holds their hash."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.user import ApiToken, User
from app.tokens import new_token, token_hash

PREFIX = "odd17_"  # a token left in a file or a log is recognised for what it is
MAX_NAME = 120


def create_token(session: Session, *, user: User, name: str, now: datetime) -> str:
    named = name.strip()
    if not named.isprintable() or not 0 < len(named) <= MAX_NAME:
        raise Refused(f"Donnez au jeton un nom de {MAX_NAME} caractères au plus, sur une seule ligne.", field="name")
    token = PREFIX + new_token()
    session.add(ApiToken(token_sha256=token_hash(token), user_id=user.id, name=named, created_at=now))
    session.flush()
    return token


def tokens_of(session: Session, user_id: int) -> Sequence[ApiToken]:
    """Those that still open something, the newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    return session.scalars(query.order_by(ApiToken.created_at.desc(), ApiToken.token_sha256)).all()


def revoke_mine(session: Session, *, user_id: int, reference: str) -> None:
    """Only one's own: another person's reference revokes nothing, and says nothing."""
    found = [own.token_sha256 for own in tokens_of(session, user_id) if own.token_sha256.hex() == reference]
    session.execute(_revoking(user_id).where(ApiToken.token_sha256.in_(found)))


def revoke_tokens(session: Session, *, user_id: int) -> None:
    """Someone who leaves takes their tokens away: coming back does not bring them to life."""
    session.execute(_revoking(user_id))


def _revoking(user_id: int) -> Update:
    return (
        update(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None)).values(revoked_at=func.now())
    )
