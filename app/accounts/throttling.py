"""Guessing slows down where it comes from; the person whose account it is can still sign in, from elsewhere or by link.

Three counts, of failures only: one account from one place, one place whatever the account, one account whatever the
place. A browser from which the person signed in lately has a count of its own, and does not suffer from the others.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import structlog
from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from app.accounts.events import Place
from app.errors import Refused
from app.models.user import SignInAttempt
from app.tokens import token_hash

log = structlog.get_logger("odd17.accounts")

WINDOW = timedelta(minutes=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALLOWED = 5
ALLOWED_PER_PLACE = 50
KEPT = timedelta(days=2)
SENTENCE = "Trop d’essais en peu de temps. Attendez un quart d’heure, ou demandez un lien de connexion."
NOT_YET_KNOWN = (
    "Trop d’essais ont été faits sur ce compte depuis d’autres endroits. "
    "Demandez un lien de connexion\u202f: il vous laissera entrer."
)


@dataclass(frozen=True)
class Limit:
    """`per_account`, `per_day`: from all places together, for those where its person has not signed in lately."""

    kind: str
    per_account: int
    per_day: int
    sentence: str = SENTENCE
    elsewhere: str = NOT_YET_KNOWN
    link: str = "/connexion/lien"
    link_label: str = "Recevoir un lien de connexion"


PASSWORD = Limit("password", per_account=100, per_day=500)
CODE = Limit(
    "code",
    per_account=10,
    per_day=30,
    sentence="Trop de codes faux en peu de temps. Attendez un quart d’heure, ou utilisez un code de secours.",
    elsewhere="Trop de codes faux ont été essayés sur ce compte. Attendez, ou utilisez un code de secours.",
    link="/connexion/code",
    link_label="Revenir à la connexion",
)
RECOVERY = Limit(
    "recovery",
    per_account=100,
    per_day=500,
    sentence="Trop de codes faux en peu de temps. Attendez un quart d’heure.",
    elsewhere="Trop de codes faux ont été essayés sur ce compte. Recommencez plus tard.",
    link="/connexion",
    link_label="Revenir à la connexion",
)
ASKED, USED = "link_asked", "link_used"
PLACES = {ASKED: 20, USED: 30}


def check_throttle(
    session: Session,
    *,
    email: str,
    place: Place,
    now: datetime,
    limit: Limit = PASSWORD,
    known: bool = False,
    been_here: bool = False,
) -> None:
    """One attempt at a time for one address from one place, so that parallel guesses are counted too."""
    where, tried = _where(place, known), SignInAttempt.kind == limit.kind
    alone = session.scalar(select(func.pg_try_advisory_xact_lock(_lock_number(limit.kind, email, where))))
    own = (SignInAttempt.email_sha256 == email_hash(email), tried)
    here, since = SignInAttempt.ip == where, _last_success(session, limit, email, where)
    recent = [*own, here] if since is None else [*own, here, SignInAttempt.at > since]
    if not alone or _failed(session, now - WINDOW, *recent) >= ALLOWED:
        raise _refusal(limit, limit.sentence)
    if not known and _failed(session, now - WINDOW, here, tried) >= ALLOWED_PER_PLACE:
        raise _refusal(limit, limit.sentence)
    if known or been_here:
        return
    if _failed(session, now - HOUR, *own) >= limit.per_account or _failed(session, now - DAY, *own) >= limit.per_day:
        raise _refusal(limit, limit.elsewhere)


def note_attempt(
    session: Session,
    *,
    email: str,
    place: Place,
    now: datetime,
    succeeded: bool,
    limit: Limit = PASSWORD,
    known: bool = False,
) -> None:
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - KEPT))
    row = {"email_sha256": email_hash(email), "ip": _where(place, known), "kind": limit.kind}
    session.add(SignInAttempt(**row, at=now, succeeded=succeeded))
    session.flush()


def check_place(session: Session, *, what: str, place: Place, now: datetime) -> None:
    """For what is tried without saying whose account it is: links asked for, links used."""
    here = (SignInAttempt.ip == place.network, SignInAttempt.kind == what)
    if _failed(session, now - WINDOW, *here) >= PLACES[what]:
        log.warning("too_many_tries", kind=what)
        raise Refused("Trop de demandes en peu de temps depuis cet endroit. Attendez un quart d’heure.")


def note_try(session: Session, *, what: str, place: Place, now: datetime) -> None:
    row = {"email_sha256": email_hash(what), "ip": place.network, "kind": what}
    session.add(SignInAttempt(**row, at=now, succeeded=False))
    session.flush()


def email_hash(email: str) -> bytes:
    return sha256(email.strip().lower().encode()).digest()


def _failed(session: Session, since: datetime, *which: ColumnElement[bool]) -> int:
    failed = select(func.count()).where(SignInAttempt.at > since, SignInAttempt.succeeded.is_(False), *which)
    return session.scalar(failed) or 0


def _where(place: Place, known: bool) -> str:
    return f"navigateur {token_hash(place.browser).hex()[:32]}" if known else place.network


def _lock_number(kind: str, email: str, where: str) -> int:
    return int.from_bytes(sha256(f"{kind} {email.lower()} {where}".encode()).digest()[:8], signed=True)


def _last_success(session: Session, limit: Limit, email: str, where: str) -> datetime | None:
    query = select(func.max(SignInAttempt.at)).where(
        SignInAttempt.email_sha256 == email_hash(email),
        SignInAttempt.ip == where,
        SignInAttempt.kind == limit.kind,
        SignInAttempt.succeeded,
    )
    return session.scalar(query)


def _refusal(limit: Limit, sentence: str) -> Refused:
    log.warning("too_many_tries", kind=limit.kind)
    return Refused(sentence, link=limit.link, link_label=limit.link_label)
