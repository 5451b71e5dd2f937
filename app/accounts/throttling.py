"""Guessing slows down for one address from one place; the person it belongs to can still sign in from elsewhere."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.user import SignInAttempt

WINDOW = timedelta(minutes=15)
ALLOWED = 5
ALLOWED_PER_PLACE = 50
KEPT = timedelta(days=2)


def check_throttle(session: Session, *, email: str, ip: str, now: datetime) -> None:
    """One attempt at a time for one address from one place, so that parallel guesses are counted too."""
    alone = session.scalar(select(func.pg_try_advisory_xact_lock(_lock_number(email, ip))))
    failed = select(func.count()).where(
        SignInAttempt.ip == ip, SignInAttempt.at > now - WINDOW, SignInAttempt.succeeded.is_(False)
    )
    since_success = _last_success(session, email, ip)
    own = failed.where(SignInAttempt.email_sha256 == email_hash(email))
    own = own if since_success is None else own.where(SignInAttempt.at > since_success)
    if not alone or (session.scalar(own) or 0) >= ALLOWED or (session.scalar(failed) or 0) >= ALLOWED_PER_PLACE:
        raise Refused(
            "Trop d’essais en peu de temps. Attendez un quart d’heure, ou demandez un lien de connexion.",
            link="/connexion/lien",
            link_label="Recevoir un lien de connexion",
        )


def note_attempt(session: Session, *, email: str, ip: str, now: datetime, succeeded: bool) -> None:
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - KEPT))
    session.add(SignInAttempt(email_sha256=email_hash(email), ip=ip, at=now, succeeded=succeeded))
    session.flush()


def email_hash(email: str) -> bytes:
    return sha256(email.strip().lower().encode()).digest()


def _lock_number(email: str, ip: str) -> int:
    return int.from_bytes(sha256(f"sign-in {email.lower()} {ip}".encode()).digest()[:8], signed=True)


def _last_success(session: Session, email: str, ip: str) -> datetime | None:
    query = select(func.max(SignInAttempt.at)).where(
        SignInAttempt.email_sha256 == email_hash(email), SignInAttempt.ip == ip, SignInAttempt.succeeded
    )
    return session.scalar(query)
