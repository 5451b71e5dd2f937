"""Verbs on a received file: received, its columns said, its cells corrected, imported, abandoned."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.imports.applying import Outcome, write_batch
from app.exchanges.imports.attempt import Decisions
from app.exchanges.imports.collecting import without_collecting
from app.exchanges.imports.headers import remember_headers
from app.exchanges.imports.holding import hold, is_being_worked_on, needs
from app.exchanges.imports.memory import forget, in_words, remember_decisions
from app.exchanges.imports.planning import plan_again, prepare
from app.exchanges.imports.progress import COMPARING, READING, WRITING, announce, ask
from app.exchanges.imports.storing import cells_of
from app.jobs import enqueue
from app.models import BatchStatus, ImportBatch, User
from imports.columns import Corrections
from imports.mapping import SheetMapping
from imports.matching.memory import Answer
from imports.workbook import read_encoded

__all__ = ["Outcome", "abandon", "apply", "ask_again", "ask_to_stop", "decide", "receive", "set_mapping"]

INLINE_BYTES, INLINE_ROWS = 120_000, 1_500
"""A smaller file, of some thousand rows, is read while its sender waits, and imported so: under a second each."""
SHOWN_NAME = 200


def receive(
    session: Session, *, name: str, content: bytes, kind: str = "", user: User | None, now: datetime
) -> ImportBatch:
    """Raises `UnreadableFile` for a small file that cannot be read; a big one is read by a worker and says it later."""
    batch = new_batch(session, name=name, content=content, kind=kind, user=user, now=now)
    if len(content) <= INLINE_BYTES:
        with without_collecting():
            prepare(session, batch, read_encoded(content))
    else:
        announce(session, batch.id, READING)
        enqueue(session, "imports.prepare", batch_id=batch.id)
    return batch


def new_batch(
    session: Session, *, name: str, content: bytes, kind: str, user: User | None, now: datetime
) -> ImportBatch:
    batch = ImportBatch(
        kind=kind,
        file_name=name[:SHOWN_NAME],
        file_sha256=sha256(content).digest(),
        file_bytes=len(content),
        content=content,
        received_at=now,
        received_by_id=user.id if user else None,
    )
    session.add(batch)
    session.flush()
    return batch


def set_mapping(
    session: Session, batch: ImportBatch, mapping: Sequence[SheetMapping], *, user: User | None, now: datetime
) -> None:
    hold(session, batch)
    needs(batch, BatchStatus.COLUMNS, BatchStatus.PLANNED)
    batch.mapping = [own.as_json() for own in mapping]
    remember_headers(session, cells_of(batch), mapping, now)
    _plan_now_or_later(session, batch)


def decide(
    session: Session,
    batch: ImportBatch,
    *,
    corrections: Corrections,
    organisations: Mapping[str, Answer],
    user: User | None,
    now: datetime,
) -> None:
    """Added to what was said before; an organisation is remembered for the next file, a correction is not."""
    hold(session, batch)
    needs(batch, BatchStatus.PLANNED)
    before = Decisions.of(batch.decisions)
    said = Decisions(
        {**before.corrections, **corrections},
        {**before.organisations, **organisations},
        {**before.said, **in_words(organisations, batch.questions)},
    )
    batch.decisions = said.as_json()
    remember_decisions(session, organisations, batch.questions, user=user, now=now)
    _plan_now_or_later(session, batch)


def ask_again(session: Session, batch: ImportBatch, key: str) -> None:
    """An answer about a name is taken back, for this file and the next ones: it is asked as if nobody had said."""
    hold(session, batch)
    needs(batch, BatchStatus.PLANNED)
    before = Decisions.of(batch.decisions)
    organisations, said = dict(before.organisations), dict(before.said)
    organisations.pop(key, None)
    said.pop(key, None)
    batch.decisions = Decisions(before.corrections, organisations, said).as_json()
    forget(session, key)
    _plan_now_or_later(session, batch)


def apply(session: Session, batch: ImportBatch, *, seen: str, user: User | None, now: datetime) -> Outcome:
    """`seen` is the digest of the plan that was shown: nothing else is ever written."""
    hold(session, batch)
    needs(batch, BatchStatus.PLANNED)
    refuse_unready(batch)
    if seen != batch.plan_digest:
        return Outcome.CHANGED
    if _rows(batch) <= INLINE_ROWS:
        return write_batch(session, batch, user=user, now=now)
    apply_later(session, batch, user=user)
    return Outcome.STARTED


def apply_later(session: Session, batch: ImportBatch, *, user: User | None) -> None:
    """By a worker, which tells how far it has come."""
    batch.status = BatchStatus.APPLYING
    announce(session, batch.id, WRITING)
    enqueue(session, "imports.apply", batch_id=batch.id, user_id=user.id if user else None)


def refuse_unready(batch: ImportBatch) -> None:
    address = f"/imports/{batch.id}"
    if batch.faults:
        raise Refused("Des cases restent à corriger\u202f: rien n’est importé.", address, "Voir les cases", "faults")
    if batch.questions:
        raise Refused(
            "Dites d’abord si ces organisations sont celles que l’on connaît.", address, "Répondre", "questions"
        )
    if not batch.counts.get("new") and not batch.counts.get("changed"):
        raise Refused("Ce fichier ne change rien\u202f: il n’y a rien à importer.", address, "Voir le plan")


def abandon(session: Session, batch: ImportBatch, *, user: User | None, now: datetime) -> None:
    """The file is forgotten; that it came is not."""
    hold(session, batch)
    needs(batch, BatchStatus.COLUMNS, BatchStatus.PLANNED, BatchStatus.UNREADABLE)
    batch.status = BatchStatus.ABANDONED
    batch.content = batch.cells = None


def ask_to_stop(session: Session, batch: ImportBatch) -> None:
    """A worker at it stops at its next step; where none is, the batch goes back at once to what it was."""
    if is_being_worked_on(session, batch):
        ask(session, batch.id)
    elif batch.status == BatchStatus.RECEIVED:
        batch.status = BatchStatus.ABANDONED if batch.cells is None else BatchStatus.PLANNED
    elif batch.status == BatchStatus.APPLYING:
        batch.status = BatchStatus.PLANNED
    elif batch.status == BatchStatus.UNDOING:
        batch.status = BatchStatus.APPLIED


def _plan_now_or_later(session: Session, batch: ImportBatch) -> None:
    if batch.file_bytes <= INLINE_BYTES:
        plan_again(session, batch)
        return
    batch.status = BatchStatus.RECEIVED
    announce(session, batch.id, COMPARING)
    enqueue(session, "imports.prepare", batch_id=batch.id)


def _rows(batch: ImportBatch) -> int:
    return sum(int(batch.counts.get(state, 0)) for state in ("new", "changed", "same"))
