"""Guessed links slow down where they come from, and nowhere else.

Only a token that was never given, or was taken back, counts: nobody is slowed down by a link of theirs that has ended.
Counted apart from the passwords typed from the same place.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.errors import DomainError
from app.models.user import SignInAttempt

WINDOW = timedelta(minutes=15)
ALLOWED = 30
KEPT = timedelta(days=2)
LINKS, REQUESTS = "lien", "nouveau lien"
TOO_MANY = "Trop d’essais en peu de temps depuis cet endroit. Attendez un quart d’heure, puis recommencez."


def check_place(session: Session, *, what: str, ip: str, now: datetime) -> None:
    """Before looking: beyond the limit, even a right guess would teach nothing."""
    tried = select(func.count()).where(SignInAttempt.ip == _place(what, ip), SignInAttempt.at > now - WINDOW)
    if (session.scalar(tried) or 0) >= ALLOWED:
        raise DomainError(429, TOO_MANY, title="Trop d’essais")


def note_try(session: Session, *, what: str, ip: str, now: datetime) -> None:
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - KEPT))
    place = _place(what, ip)
    session.add(SignInAttempt(email_sha256=sha256(place.encode()).digest(), ip=place, at=now, succeeded=False))
    session.flush()


def _place(what: str, ip: str) -> str:
    return f"{what} {ip}"
