"""What happens to an account: told to its person, told by letter when it matters, written in the log without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

import structlog
from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from app.jobs import enqueue
from app.models.sign_in import AccountEvent, AccountEventKind, Method
from app.tokens import token_hash

log = structlog.get_logger("odd17.accounts")

KEPT = timedelta(days=183)
REMEMBERED = timedelta(days=90)
SHOWN = 100
MAX_AGENT = 300
Kind = AccountEventKind
TOLD = frozenset(
    {
        Kind.CODES_EXHAUSTED,
        Kind.RECOVERY_CODE_USED,
        Kind.PASSWORD_CHANGED,
        Kind.FACTOR_ADDED,
        Kind.FACTOR_REMOVED,
        Kind.FACTOR_RESET,
        Kind.CODES_RENEWED,
        Kind.PROVIDER_LINKED,
        Kind.PROVIDER_UNLINKED,
    }
)


@dataclass(frozen=True)
class Place:
    """Where someone is: the address of the network, the browser, and the mark it was left at a former sign-in."""

    ip: str = ""
    agent: str | None = None
    browser: str = ""

    @property
    def network(self) -> str:
        """One home is one place: the whole /64 of an IPv6 address."""
        return network_of(self.ip)


def network_of(ip: str) -> str:
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if not isinstance(address, IPv6Address):
        return ip
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"


NOWHERE = Place()
_ENTRIES = (AccountEvent.kind == Kind.SIGNED_IN.value,)


def note(
    session: Session,
    *,
    user_id: int,
    kind: AccountEventKind,
    now: datetime,
    place: Place = NOWHERE,
    method: Method | None = None,
    tell: bool | None = None,
) -> None:
    """`tell` sends the person a letter; by default when its account changed, or someone tries to enter it."""
    event = AccountEvent(
        user_id=user_id,
        at=now,
        kind=kind.value,
        method=method.value if method else None,
        ip=place.network or None,
        agent=(place.agent or "")[:MAX_AGENT] or None,
        browser_sha256=token_hash(place.browser) if place.browser else None,
    )
    session.add(event)
    session.flush()
    log.info("account", kind=kind.value, user_id=user_id, method=event.method)
    if kind in TOLD if tell is None else tell:
        enqueue(session, "accounts.tell", event_id=event.id, asked_at=now.isoformat())


def is_known(session: Session, *, user_id: int, place: Place, now: datetime) -> bool:
    """This person signed in with this very browser lately."""
    return bool(place.browser) and _seen(
        session, user_id, now, AccountEvent.browser_sha256 == token_hash(place.browser)
    )


def has_been_at(session: Session, *, user_id: int, place: Place, now: datetime, same_browser: bool = False) -> bool:
    """This person signed in from this place lately, with a browser of the same name when asked."""
    here = AccountEvent.ip == place.network
    agent = (place.agent or "")[:MAX_AGENT] or None
    return _seen(session, user_id, now, here & (AccountEvent.agent == agent) if same_browser else here)


def has_signed_in(session: Session, *, user_id: int) -> bool:
    return bool(session.scalar(select(exists().where(AccountEvent.user_id == user_id, *_ENTRIES))))


def events_of(session: Session, user_id: int) -> Sequence[AccountEvent]:
    """The newest first."""
    query = select(AccountEvent).where(AccountEvent.user_id == user_id)
    return session.scalars(query.order_by(AccountEvent.at.desc(), AccountEvent.id.desc()).limit(SHOWN)).all()


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(AccountEvent).where(AccountEvent.at < now - KEPT))


def _seen(session: Session, user_id: int, now: datetime, where: ColumnElement[bool]) -> bool:
    since = AccountEvent.at > now - REMEMBERED
    return bool(session.scalar(select(exists().where(AccountEvent.user_id == user_id, since, where, *_ENTRIES))))
