"""Files that came in, files that went out, and to whom letters went."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, delete, func, literal, or_, select, update
from sqlalchemy.orm import Session

from app.documents.service import forget_documents
from app.models import (
    BatchStatus,
    Document,
    DoorLetter,
    GazetteSending,
    GazetteSubscriber,
    ImportBatch,
    IssuedContent,
    IssuedFile,
    IssuedSending,
    IssueState,
    Letter,
    Organisation,
    RegistrationDraft,
    Respondent,
)
from app.privacy.retention.counting import rows_of

STILL = (BatchStatus.RECEIVED, BatchStatus.APPLYING, BatchStatus.UNDOING)
TO_CHECK = (BatchStatus.COLUMNS, BatchStatus.PLANNED)
GONE = "adresse effacée"


def received(limit: datetime) -> Select[*tuple[Any, ...]]:
    batch = select(
        ImportBatch.id.label("key"), ImportBatch.received_at.label("at"), ImportBatch.file_name.label("words")
    )
    return batch.where(*_received(limit))


def forget_received(session: Session, limit: datetime) -> int:
    """A plan that nobody applied is abandoned with its file."""
    left = update(ImportBatch).where(*_received(limit), ImportBatch.status.in_(TO_CHECK))
    rows_of(session, left.values(status=BatchStatus.ABANDONED))
    return rows_of(session, update(ImportBatch).where(*_received(limit)).values(content=None, cells=None))


def issued(limit: datetime) -> Select[*tuple[Any, ...]]:
    file = select(IssuedFile.id.label("key"), IssuedFile.asked_at.label("at"), IssuedFile.file_name.label("words"))
    return file.where(*_issued(limit))


def withdraw_issued(session: Session, limit: datetime) -> int:
    return withdraw(session, list(session.scalars(select(IssuedFile.id).where(*_issued(limit)))))


def withdraw(session: Session, issued_ids: list[int]) -> int:
    """The same bytes may have been issued several times: they go with the last one that holds them."""
    of_these = update(IssuedFile).where(IssuedFile.id.in_(issued_ids), IssuedFile.state == IssueState.DONE)
    count = rows_of(session, of_these.values(state=IssueState.WITHDRAWN, content_id=None))
    held = select(IssuedFile.id).where(IssuedFile.content_id == IssuedContent.id).exists()
    rows_of(session, delete(IssuedContent).where(~held))
    return count


def sendings(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat("Lettre à ", Organisation.name)
    letters = (
        select(Letter.id.label("key"), Letter.queued_at.label("at"), words.label("words"))
        .join(Respondent, Respondent.id == Letter.respondent_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
    )
    files = select(IssuedSending.id, IssuedSending.queued_at, literal("Fichier envoyé"))
    gazettes = select(GazetteSending.id, GazetteSending.queued_at, literal("Gazette envoyée"))
    doors = select(DoorLetter.id, DoorLetter.queued_at, literal("Lettre d’un accès personnel")).where(*_doors(limit))
    both = (
        letters.where(*_letters(limit))
        .union_all(files.where(*_sendings(limit)), gazettes.where(*_gazettes(limit)), doors)
        .subquery()
    )
    return select(both.c.key, both.c.at, both.c.words)


def forget_sendings(session: Session, limit: datetime) -> int:
    letters = update(Letter).where(*_letters(limit)).values(to_email=GONE)
    number = literal(f"{GONE} n°\u00a0").concat(cast(IssuedSending.id, Text))
    files = update(IssuedSending).where(*_sendings(limit)).values(email=number, name="", message="")
    same = literal(f"{GONE} n°\u00a0").concat(cast(GazetteSending.id, Text))
    gazettes = update(GazetteSending).where(*_gazettes(limit)).values(email=same, name="")
    doors = update(DoorLetter).where(*_doors(limit)).values(to_email=GONE)
    return sum(rows_of(session, gone) for gone in (letters, files, gazettes, doors))


def unsubscribed(limit: datetime) -> Select[*tuple[Any, ...]]:
    """Those typed for one sending alone go too, once nothing was sent to them since."""
    person = GazetteSubscriber
    at = func.coalesce(person.stopped_at, person.added_at)
    return select(person.id.label("key"), at.label("at"), literal("Abonnement à la gazette").label("words")).where(
        *_unsubscribed(limit)
    )


def forget_unsubscribed(session: Session, limit: datetime) -> int:
    return rows_of(session, delete(GazetteSubscriber).where(*_unsubscribed(limit)))


def drafts(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.coalesce(func.nullif(RegistrationDraft.title, ""), "Sans titre")
    draft = select(RegistrationDraft.id.label("key"), RegistrationDraft.updated_at.label("at"), words.label("words"))
    return draft.where(RegistrationDraft.updated_at < limit)


def forget_drafts(session: Session, limit: datetime) -> int:
    return rows_of(session, delete(RegistrationDraft).where(RegistrationDraft.updated_at < limit))


def withdrawn(limit: datetime) -> Select[*tuple[Any, ...]]:
    document = select(Document.id.label("key"), Document.withdrawn_at.label("at"), Document.title.label("words"))
    return document.where(Document.withdrawn_at < limit)


def forget_withdrawn(session: Session, limit: datetime) -> int:
    """Their files follow with the next sweeping, unless another document holds the same."""
    return forget_documents(session, list(session.scalars(select(Document.id).where(Document.withdrawn_at < limit))))


def _received(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    holds = or_(ImportBatch.content.is_not(None), ImportBatch.cells.is_not(None))
    return ImportBatch.received_at < limit, holds, ImportBatch.status.not_in(STILL)


def _issued(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return IssuedFile.asked_at < limit, IssuedFile.state == IssueState.DONE


def _letters(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return Letter.queued_at < limit, Letter.to_email != GONE


def _doors(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return DoorLetter.queued_at < limit, DoorLetter.to_email != GONE


def _sendings(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return IssuedSending.queued_at < limit, ~IssuedSending.email.startswith(GONE)


def _gazettes(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return GazetteSending.queued_at < limit, ~GazetteSending.email.startswith(GONE)


def _unsubscribed(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    later = GazetteSending.subscriber_id == GazetteSubscriber.id, GazetteSending.queued_at >= limit
    of_one_sending = and_(~GazetteSubscriber.is_kept, GazetteSubscriber.stopped_at.is_(None))
    idle = and_(of_one_sending, GazetteSubscriber.added_at < limit, ~select(GazetteSending.id).where(*later).exists())
    return (or_(GazetteSubscriber.stopped_at < limit, idle),)
