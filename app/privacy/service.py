"""The register and the delays as the fund words them; what is beyond its delay, taken away."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Refused
from app.journal.context import because
from app.models import InstallationFact, Purge, RetentionRule, Treatment, User
from app.privacy.queries import PLANNED, delays, get_delay, get_treatment, limit_of
from app.privacy.retention.kinds import BY_CODE

Record = TypeVar("Record", Treatment, RetentionRule)


def word_treatment(
    session: Session, code: str, *, texts: dict[str, str], is_confirmed: bool, user: User, now: datetime
) -> Treatment:
    _, treatment = get_treatment(session, code)
    for name, text in texts.items():
        setattr(treatment, name, text)
    treatment.confirmed_at = (treatment.confirmed_at or now) if is_confirmed else None
    treatment.updated_by_id = user.id
    return _kept(session, treatment, now)


def choose_delay(session: Session, code: str, *, months: int, user: User, now: datetime) -> RetentionRule:
    kind, rule = get_delay(session, code)
    least, most = kind.bounds
    if not least <= months <= most:
        raise Refused(f"Choisissez de {least} à {most} mois.", field="months")
    rule.months, rule.updated_by_id = months, user.id
    return _kept(session, rule, now)


def plan_purges(session: Session, *, planned: bool) -> None:
    """On the first of each month, or by hand only."""
    value = "oui" if planned else "non"
    statement = insert(InstallationFact).values(name=PLANNED, value=value)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def purge_kind(session: Session, code: str, *, user: User | None, now: datetime) -> int:
    """How many records went; what is still within its delay stays. Again at once, nothing more goes."""
    kind = BY_CODE[code]
    months = next(delay.months for delay in delays(session) if delay.kind.code == code)
    limit = limit_of(months, now)
    because(session, f"Durée de conservation dépassée\u00a0: {kind.title.lower()}")
    count = kind.take_away(session, limit)
    if count:
        session.add(
            Purge(kind=code, older_than=limit, records=count, happened_at=now, user_id=user.id if user else None)
        )
        session.flush()
    return count


def purge(session: Session, codes: Collection[str], *, user: User | None, now: datetime) -> dict[str, int]:
    return {code: purge_kind(session, code, user=user, now=now) for code in codes}


def _kept(session: Session, record: Record, now: datetime) -> Record:
    if not record.version:
        record.version = 1
        session.add(record)
    else:
        record.updated_at = now
    session.flush()
    return record
