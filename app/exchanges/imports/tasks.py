"""What a worker does with big files. Each may run again if its worker died or lost the database: nothing is left."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, writing
from app.errors import DomainError
from app.exchanges.imports.applying import write_batch
from app.exchanges.imports.holding import hold
from app.exchanges.imports.planning import plan_again, prepare
from app.exchanges.imports.progress import COMPARING, READING, UNDOING, Progress, Stopped
from app.exchanges.imports.undo import CHOSEN, SEEN
from app.exchanges.imports.undoing import undo_batch
from app.jobs import TryAgain, is_interruption, task
from app.journal.context import acting
from app.models import BatchStatus, ImportBatch, ImportChange, User
from app.models.journal import Origin
from imports.errors import ReadersBusy, UnreadableFile
from imports.projects import State
from imports.workbook import Encoded, read_encoded

NOT_READ = "La lecture s’est arrêtée sur une panne\u202f: rien n’a changé. Renvoyez le fichier dans une minute."
NOT_UNDONE = "L’annulation s’est arrêtée sur une panne\u202f: rien n’a changé. Réessayez dans une minute."
BROKEN = "L’import s’est arrêté sur une panne\u202f: rien n’a été écrit. Réessayez dans une minute."


def not_read(bind: Bind, sentence: str, batch_id: int) -> None:
    _leave(bind, batch_id, BatchStatus.RECEIVED, BatchStatus.UNREADABLE, sentence)


@task("imports.prepare", again=True, waits=(5, 15, 30, 60), given_up=not_read)
def prepare_batch(bind: Bind, batch_id: int) -> None:
    """The file is read outside of any transaction; nothing waits for it meanwhile."""
    progress = Progress(bind, batch_id)
    try:
        with writing(bind) as session:
            batch = session.get_one(ImportBatch, batch_id)
            content, is_read = batch.content, batch.cells is not None
        progress.enter(READING)
        encoded = None if is_read else read_encoded(content or b"")
        progress.enter(COMPARING, 0 if encoded is None else _rows(encoded))
        with writing(bind) as session:
            _prepare(session, batch_id, encoded, progress)
    except ReadersBusy as busy:
        raise TryAgain(busy.sentence) from busy
    except UnreadableFile as refusal:
        not_read(bind, refusal.sentence, batch_id)
    except Stopped:
        after = BatchStatus.PLANNED if is_read else BatchStatus.ABANDONED
        _leave(bind, batch_id, BatchStatus.RECEIVED, after)
    except Exception as error:
        if not is_interruption(error):
            not_read(bind, NOT_READ, batch_id)
        raise


def _prepare(session: Session, batch_id: int, encoded: Encoded | None, progress: Progress) -> None:
    batch = session.get_one(ImportBatch, batch_id)
    hold(session, batch)
    if batch.status != BatchStatus.RECEIVED:
        return
    if encoded is None:
        plan_again(session, batch, progress)
    else:
        prepare(session, batch, encoded, progress)


@task("imports.apply", again=True)
def apply_batch(bind: Bind, batch_id: int, user_id: int | None) -> None:
    progress = Progress(bind, batch_id)
    try:
        with writing(bind) as session:
            batch = session.get_one(ImportBatch, batch_id)
            hold(session, batch)
            if batch.status == BatchStatus.APPLYING:
                progress.enter(COMPARING, sum(int(batch.counts.get(state, 0)) for state in State))
                acting(session, user_id=user_id, origin=Origin.IMPORT, route=f"import {batch_id}")
                user = session.get(User, user_id) if user_id else None
                write_batch(session, batch, user=user, now=clock.now(), progress=progress)
                progress.finish()
    except Stopped:
        _leave(bind, batch_id, BatchStatus.APPLYING, BatchStatus.PLANNED)
    except Exception as error:
        if not is_interruption(error):
            _leave(bind, batch_id, BatchStatus.APPLYING, BatchStatus.PLANNED, BROKEN)
        raise


@task("imports.undo", again=True)
def undo_import(bind: Bind, batch_id: int, user_id: int | None) -> None:
    progress = Progress(bind, batch_id)
    try:
        with writing(bind) as session:
            batch = session.get_one(ImportBatch, batch_id)
            hold(session, batch)
            if batch.status == BatchStatus.UNDOING:
                progress.enter(UNDOING, _changes(session, batch_id))
                _undo(session, batch, user_id, progress)
                progress.finish()
    except Stopped:
        _leave(bind, batch_id, BatchStatus.UNDOING, BatchStatus.APPLIED)
    except DomainError as refusal:
        _leave(bind, batch_id, BatchStatus.UNDOING, BatchStatus.APPLIED, refusal.sentence)
    except Exception as error:
        if not is_interruption(error):
            _leave(bind, batch_id, BatchStatus.UNDOING, BatchStatus.APPLIED, NOT_UNDONE)
        raise


def _undo(session: Session, batch: ImportBatch, user_id: int | None, progress: Progress) -> None:
    acting(session, user_id=user_id, origin=Origin.IMPORT, route=f"annulation de l’import {batch.id}")
    user = session.get(User, user_id) if user_id else None
    chosen, seen = frozenset(batch.decisions.get(CHOSEN, ())), batch.decisions.get(SEEN)
    undo_batch(session, batch, chosen=chosen, seen=seen, user=user, now=clock.now(), tell=progress)


def _changes(session: Session, batch_id: int) -> int:
    return session.scalar(select(func.count()).where(ImportChange.batch_id == batch_id)) or 0


def _leave(bind: Bind, batch_id: int, before: BatchStatus, after: BatchStatus, refusal: str = "") -> None:
    """In a transaction of its own, once that of the work is undone."""
    with writing(bind) as session:
        batch = session.get_one(ImportBatch, batch_id)
        hold(session, batch)
        if batch.status == before:
            batch.status = after
            batch.refusal = refusal


def _rows(encoded: Encoded) -> int:
    return sum(len(sheet["rows"]) for sheet in encoded["sheets"])
