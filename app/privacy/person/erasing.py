"""Forgetting a person: each text that names it says « personne effacée n° 12 » instead, and nothing more is changed."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, and_, delete, func, text, update
from sqlalchemy.orm import Session

from app.models import (
    Base,
    BatchStatus,
    Door,
    DoorSession,
    DoorToken,
    GazetteSubscriber,
    ImportBatch,
    Invitation,
    InvitationToken,
    RespondentSession,
    SignInAttempt,
    User,
)
from app.privacy.matching import Identity, Matcher
from app.privacy.person.holding import Files
from app.privacy.person.journal import forget_in_the_journal
from app.privacy.person.scanning import changed, record_id, rows, strings
from app.privacy.person.where import CONTACTS, KEPT, read_tables, texts_of
from app.privacy.retention.exchanges import TO_CHECK, withdraw
from app.tokens import token_hash

NOWHERE = "invalid"  # a domain that never exists (RFC 2606)
Changed = dict[str, Any]


@dataclass(frozen=True)
class Forgetting:
    """``number``: of the erasure. ``spared``: records of a namesake. ``person``: none when only digests are known."""

    matcher: Matcher
    number: int
    person: Identity | None = None
    spared: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        return f"personne effacée n°\u00a0{self.number}"

    def without(self, text: str, record: str) -> str:
        """An address carries the record too: some columns hold each address once."""
        kept, end = [], 0
        for span in self.matcher.spans(text):
            kept += [text[end : span.start], self.instead(span.is_address, record)]
            end = span.end
        return "".join((*kept, text[end:]))

    def change(self, value: Any, record: str) -> Any:
        return changed(value, lambda text: self.without(text, record))

    def instead(self, is_address: bool, record: str) -> str:
        row = record.rpartition(":")[2]
        return f"personne-effacee-{self.number}-{row}@{NOWHERE}" if is_address else self.label


def forget(session: Session, forgetting: Forgetting, *, now: datetime) -> Counter[str]:
    """How many records changed, by table."""
    session.flush()
    session.execute(text("SELECT set_config('odd17.forgetting', 'on', true)"))  # a sent gazette lets go of a name
    done: Counter[str] = Counter()
    for table in read_tables():
        for row in list(rows(session, table, forgetting.person)):
            record = record_id(table, row)
            values = {} if record in forgetting.spared else _without(table, row, forgetting, record)
            if values:
                _close(session, table, row, now)
                _write(session, table, row, values, now)
                done[table.name] += 1
    session.expire_all()
    if known := forget_in_the_journal(session, forgetting.matcher):
        done["journal_person"] = known
    return done


def forget_files(session: Session, found: Files, *, withdrawn: Collection[int]) -> Counter[str]:
    """Received files go; issued ones only when asked for. Unsent mails go with the transaction's end."""
    batches = [file.id for file in found.received]
    left = update(ImportBatch).where(ImportBatch.id.in_(batches), ImportBatch.status.in_(TO_CHECK))
    session.execute(left.values(status=BatchStatus.ABANDONED))
    session.execute(update(ImportBatch).where(ImportBatch.id.in_(batches)).values(content=None, cells=None))
    count = withdraw(session, [file.id for file in found.issued if file.id in withdrawn])
    return Counter(import_batch=len(batches), issued_file=count)


def _without(table: Table, row: Row[*tuple[Any, ...]], forgetting: Forgetting, record: str) -> Changed:
    values: Changed = {}
    for column in texts_of(table):
        before = row._mapping[column]
        after = (
            _recipients_left(before, forgetting) if column.name == "recipients" else forgetting.change(before, record)
        )
        if after != before and (table.name, column.name) not in KEPT:
            values[column.name] = after
    return values | _other_half(table, row, values, forgetting, record)


def _other_half(
    table: Table, row: Row[*tuple[Any, ...]], values: Changed, forgetting: Forgetting, record: str
) -> Changed:
    """A contact goes whole: whoever typed only its name did not mean to keep its address."""
    name, address = CONTACTS.get(table.name, ("", ""))
    if name not in values and address not in values:
        return {}
    if table.name in ("partner", "respondent"):
        return {name: forgetting.label if row._mapping[table.c[name]] else "", address: ""}
    return {name: forgetting.label, address: forgetting.instead(True, record)}


def _recipients_left(recipients: list[Any], forgetting: Forgetting) -> list[Any]:
    """Nobody writes to an address that is no more."""
    return [one for one in recipients if not any(forgetting.matcher.is_in(text) for text in strings(one))]


def _write(session: Session, table: Table, row: Row[*tuple[Any, ...]], values: Changed, now: datetime) -> None:
    moved: Changed = dict(values)
    if "version" in table.c:
        moved["version"] = table.c.version + 1
    if "updated_at" in table.c:
        moved["updated_at"] = now
    key = and_(*(column == row._mapping[column] for column in table.primary_key.columns))
    session.execute(update(table).where(key).values(moved))


def _close(session: Session, table: Table, row: Row[*tuple[Any, ...]], now: datetime) -> None:
    """An account of the person closes, its links die."""
    if table.name == "user":
        _close_account(session, row._mapping[table.c.id], row._mapping[table.c.email])
    elif table.name == "gazette_subscriber":
        own = update(GazetteSubscriber).where(GazetteSubscriber.id == row._mapping[table.c.id])
        session.execute(own.values(stopped_at=func.coalesce(GazetteSubscriber.stopped_at, now)))
    elif table.name == "invitation":
        invitation = row._mapping[table.c.id]
        for tokens in (InvitationToken, RespondentSession):
            session.execute(delete(tokens).where(tokens.invitation_id == invitation))
        at = func.coalesce(Invitation.revoked_at, now)
        session.execute(update(Invitation).where(Invitation.id == invitation).values(revoked_at=at))
    elif table.name == "door":
        _close_door(session, row._mapping[table.c.id], now)


def _close_door(session: Session, door_id: int, now: datetime) -> None:
    for secrets in (DoorToken, DoorSession):
        session.execute(delete(secrets).where(secrets.door_id == door_id))
    at = func.coalesce(Door.revoked_at, now)
    session.execute(update(Door).where(Door.id == door_id).values(revoked_at=at))


def _close_account(session: Session, user_id: int, address: str) -> None:
    """With all that was only its own: connections, links, accesses, second factor, what it had begun to type."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is User.__table__.c.id and key.ondelete == "CASCADE":
                session.execute(delete(table).where(key.parent == user_id))
    session.execute(delete(SignInAttempt).where(SignInAttempt.email_sha256 == token_hash(address.strip().lower())))
    session.execute(update(User).where(User.id == user_id).values(active=False, password_hash=None))
