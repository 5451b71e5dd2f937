"""Tokens that let a program act in a person's name. Shown once; the table holds their hash."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, or_, select, update
from sqlalchemy.orm import Session

from app.accounts.scopes import READ_SCOPES, WORDS, allowed
from app.clock import PARIS
from app.errors import Refused
from app.models.agenda import CalendarFeed
from app.models.user import ApiToken, Role, Scope, User
from app.tokens import new_token, token_hash

PREFIX = "odd17_"  # a token left in a file or a log is recognised for what it is
MAX_NAME = 120
USUAL_DAYS = 90
MAX_DAYS = 366


def create_token(
    session: Session,
    *,
    user: User,
    name: str,
    now: datetime,
    scopes: Collection[str] = READ_SCOPES,
    expires_on: date | None = None,
) -> str:
    """The token itself, never to be read again. It only reads unless said, for 90 days unless said."""
    named, today = name.strip(), now.astimezone(PARIS).date()
    if not named.isprintable() or not 0 < len(named) <= MAX_NAME:
        raise Refused(f"Donnez au jeton un nom de {MAX_NAME} caractères au plus, sur une seule ligne.", field="name")
    token = PREFIX + new_token()
    row = ApiToken(
        token_sha256=token_hash(token),
        user_id=user.id,
        name=named,
        scopes=_checked_scopes(user, scopes),
        created_at=now,
        expires_on=_checked_day(expires_on or today + timedelta(days=USUAL_DAYS), today),
    )
    session.add(row)
    session.flush()
    return token


def is_valid(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Not revoked, and its last day not past."""
    return ApiToken.revoked_at.is_(None) & or_(ApiToken.expires_on.is_(None), ApiToken.expires_on >= today)


def tokens_of(session: Session, user_id: int) -> Sequence[ApiToken]:
    """Those not revoked, past their last day or not, the newest first."""
    query = select(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    return session.scalars(query.order_by(ApiToken.created_at.desc(), ApiToken.token_sha256)).all()


def revoke_mine(session: Session, *, user_id: int, reference: str) -> bool:
    """Whether one of one's own was: another person's reference revokes nothing, and does not say that it exists."""
    found = [own.token_sha256 for own in tokens_of(session, user_id) if own.token_sha256.hex() == reference]
    session.execute(_revoking(user_id).where(ApiToken.token_sha256.in_(found)))
    return bool(found)


def revoke_tokens(session: Session, *, user_id: int) -> None:
    """Someone who leaves takes their tokens and calendars away: coming back does not bring them to life."""
    session.execute(_revoking(user_id))
    feeds = update(CalendarFeed).where(CalendarFeed.user_id == user_id, CalendarFeed.revoked_at.is_(None))
    session.execute(feeds.values(revoked_at=func.now()))


def _checked_scopes(user: User, scopes: Collection[str]) -> list[str]:
    """In the order they are proposed. A scope of another role is refused by its words."""
    may = allowed(Role(user.role))
    if not scopes:
        raise Refused("Choisissez au moins une chose que ce jeton peut faire.", field="scopes")
    if unknown := sorted(set(scopes) - set(Scope)):
        raise Refused(f"Cette portée n’existe pas\u00a0: {', '.join(unknown)}.", field="scopes")
    if beyond := [WORDS[scope] for scope in Scope if scope in scopes and scope not in may]:
        raise Refused(f"Le rôle de ce compte ne permet pas\u00a0: {', '.join(beyond).lower()}.", field="scopes")
    return [scope.value for scope in may if scope in scopes]


def _checked_day(day: date, today: date) -> date:
    if not today < day <= today + timedelta(days=MAX_DAYS):
        raise Refused("Choisissez une date après aujourd’hui, et d’ici un an au plus.", field="expires_on")
    return day


def _revoking(user_id: int) -> Update:
    return (
        update(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None)).values(revoked_at=func.now())
    )
