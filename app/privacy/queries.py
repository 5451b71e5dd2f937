"""What the fund says of the persons it knows, how long it keeps what, and what was taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.errors import NotFound
from app.models import Erasure, InstallationFact, Purge, RetentionRule, Treatment, User
from app.privacy.retention.kinds import BY_CODE, KINDS, Kind
from app.privacy.treatments import PROPOSED, Proposal

SAMPLE = 5
HISTORY = 50
PLANNED = "purge_mensuelle"
REGISTER, DELAYS = "/donnees-personnelles", "/donnees-personnelles/durees"


@dataclass(frozen=True)
class Delay:
    """The delay of a kind as it stands: the fund's own, or the one proposed."""

    kind: Kind
    months: int
    is_own: bool

    @property
    def in_words(self) -> str:
        return f"{self.kind.title} : {self.months} mois après {self.kind.since}."


@dataclass(frozen=True)
class Beyond:
    """What is beyond its delay: how many, from when to when, and a few of them (when, what)."""

    kind: Kind
    months: int
    limit: datetime
    count: int
    oldest: datetime | None
    newest: datetime | None
    sample: Sequence[Row[*tuple[Any, ...]]]


def treatments(session: Session) -> list[tuple[Proposal, Treatment]]:
    own = {row.code: row for row in session.scalars(select(Treatment))}
    return [(proposal, own.get(proposal.code) or proposal.as_record()) for proposal in PROPOSED]


def get_treatment(session: Session, code: str) -> tuple[Proposal, Treatment]:
    proposal = next((one for one in PROPOSED if one.code == code), None)
    if proposal is None:
        raise NotFound("Ce traitement n’est pas au registre.", REGISTER, "Voir le registre")
    return proposal, session.get(Treatment, code) or proposal.as_record()


def delays(session: Session) -> list[Delay]:
    own = {rule.kind: rule.months for rule in session.scalars(select(RetentionRule))}
    return [Delay(kind, own.get(kind.code, kind.months), kind.code in own) for kind in KINDS]


def get_delay(session: Session, code: str) -> tuple[Kind, RetentionRule]:
    kind = BY_CODE.get(code)
    if kind is None:
        raise NotFound("Cette durée n’existe pas.", DELAYS, "Voir les durées")
    return kind, session.get(RetentionRule, code) or RetentionRule(kind=code, months=kind.months, version=0)


def beyond(session: Session, now: datetime) -> list[Beyond]:
    return [_beyond(session, delay, now) for delay in delays(session)]


def limit_of(months: int, now: datetime) -> datetime:
    """The same day, so many months ago, on the calendar of Paris; the last of a shorter month."""
    local = now.astimezone(PARIS)
    index = local.year * 12 + local.month - 1 - months
    first = local.replace(year=index // 12, month=index % 12 + 1, day=1)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(local.day, last))


def is_planned(session: Session) -> bool:
    fact = session.get(InstallationFact, PLANNED)
    return fact is not None and fact.value == "oui"


def past_purges(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    """The latest first: kind, limit, records, when, by whom (none when it was planned)."""
    return session.execute(
        select(Purge.kind, Purge.older_than, Purge.records, Purge.happened_at, User.name.label("by"))
        .outerjoin(User, User.id == Purge.user_id)
        .order_by(Purge.id.desc())
        .limit(HISTORY)
    ).all()


def erasures(session: Session) -> Sequence[Row[*tuple[Any, ...]]]:
    return session.execute(
        select(
            Erasure.id, Erasure.happened_at, Erasure.reason, Erasure.places, Erasure.replayed_at, User.name.label("by")
        )
        .outerjoin(User, User.id == Erasure.user_id)
        .order_by(Erasure.id.desc())
        .limit(HISTORY)
    ).all()


def _beyond(session: Session, delay: Delay, now: datetime) -> Beyond:
    limit = limit_of(delay.months, now)
    found = delay.kind.found(limit).subquery()
    count, oldest, newest = session.execute(select(func.count(), func.min(found.c.at), func.max(found.c.at))).one()
    sample = session.execute(select(found.c.at, found.c.words).order_by(found.c.at, found.c.key).limit(SAMPLE)).all()
    return Beyond(delay.kind, delay.months, limit, count, oldest, newest, sample)
