"""Gone to the provider: what this browser alone may come back with, sealed in a cookie for ten minutes."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.sealing import BrokenSeal, seal, unseal
from app.errors import Refused
from app.models.sign_in import ProviderReturn
from app.tokens import new_token, token_hash

MINUTES = 10
PURPOSE = "depart-identite"
LOST = (
    "Cette connexion n’a pas commencé dans ce navigateur, a déjà servi ou a trop attendu\u202f: "
    "recommencez depuis cette page."
)


@dataclass(frozen=True)
class Departure:
    """`linking`: the person who, signed in, asked to link its account; 0 to sign in. `verifier`: RFC 7636."""

    state: str
    nonce: str
    verifier: str
    suite: str = "/"
    linking: int = 0


def new_departure(suite: str, linking: int = 0) -> Departure:
    return Departure(new_token(), new_token(), secrets.token_urlsafe(48), suite, linking)


def sealed(departure: Departure, now: datetime) -> str:
    return seal(json.dumps(asdict(departure)).encode(), purpose=PURPOSE, now=now).decode()


def come_back(session: Session, *, cookie: str, state: str, now: datetime) -> Departure:
    """Once only, whatever copies of the cookie there are."""
    try:
        departure = Departure(**json.loads(unseal(cookie.encode(), purpose=PURPOSE, now=now, minutes=MINUTES)))
    except BrokenSeal:
        raise Refused(LOST) from None
    if not secrets.compare_digest(departure.state.encode(), state.encode()):
        raise Refused(LOST)
    taken = insert(ProviderReturn).values(state_sha256=token_hash(state), at=now).on_conflict_do_nothing()
    if session.scalar(taken.returning(ProviderReturn.state_sha256)) is None:
        raise Refused(LOST)
    return departure
