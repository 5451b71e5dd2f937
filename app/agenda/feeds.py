"""Calendars read from outside: made, read by their secret address, revoked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.agenda.choice import AgendaChoice
from app.errors import Refused
from app.models import CalendarFeed, User
from app.tokens import new_token, token_hash

MOST = 20
TOUCH_EVERY = timedelta(minutes=1)


def create_feed(
    session: Session, *, user_id: int, label: str, chosen: AgendaChoice, only_mine: bool, now: datetime
) -> str:
    """The secret of its address, never to be read again."""
    if len(feeds_of(session, user_id)) >= MOST:
        raise Refused(f"Vous avez déjà {MOST} abonnements\u202f: révoquez celui qui ne sert plus.", field="label")
    if not label.isprintable():
        raise Refused("Écrivez ce nom sur une seule ligne.", field="label")
    token = new_token()
    kept = chosen.but(view="mois", day=None, until=None, mine=False)
    session.add(
        CalendarFeed(
            user_id=user_id,
            token_sha256=token_hash(token),
            label=label,
            query=urlencode(kept.projects.chosen | kept.own),
            only_mine=only_mine,
            created_at=now,
        )
    )
    session.flush()
    return token


def feeds_of(session: Session, user_id: int) -> Sequence[CalendarFeed]:
    """Those that still answer, the newest first."""
    query = select(CalendarFeed).where(CalendarFeed.user_id == user_id, CalendarFeed.revoked_at.is_(None))
    return session.scalars(query.order_by(CalendarFeed.created_at.desc(), CalendarFeed.id.desc())).all()


def revoke_feed(session: Session, *, user_id: int, feed_id: int, now: datetime) -> None:
    """Only one's own: another person's number revokes nothing, and says nothing."""
    found = session.get(CalendarFeed, feed_id)
    if found is not None and found.user_id == user_id and found.revoked_at is None:
        found.revoked_at = now
        session.flush()


def feed_of(session: Session, token: str) -> tuple[CalendarFeed, User] | None:
    """With its person, whose account is still open."""
    query = (
        select(CalendarFeed, User)
        .join(User, User.id == CalendarFeed.user_id)
        .where(CalendarFeed.token_sha256 == token_hash(token), CalendarFeed.revoked_at.is_(None), User.active)
    )
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def choice_of(feed: CalendarFeed) -> AgendaChoice:
    return AgendaChoice.from_query(dict(parse_qsl(feed.query))).but(mine=feed.only_mine)


def is_to_touch(feed: CalendarFeed, now: datetime) -> bool:
    return feed.last_read_at is None or now - feed.last_read_at > TOUCH_EVERY


def touch(session: Session, feed_id: int, now: datetime) -> None:
    session.execute(update(CalendarFeed).where(CalendarFeed.id == feed_id).values(last_read_at=now))
