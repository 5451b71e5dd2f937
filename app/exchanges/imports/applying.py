"""Writing a plan: all of it with the batch's mark, or nothing and the plan as it is now."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app import clock
from app.exchanges.imports.attempt import Attempt, Decisions, compare, still_stands
from app.exchanges.imports.closed import refuse_closed
from app.exchanges.imports.collecting import without_collecting
from app.exchanges.imports.kept import shelf
from app.exchanges.imports.planning import plan_again
from app.exchanges.imports.progress import WRITING, Progress
from app.exchanges.imports.storing import ToldPlan, cells_of, store_plan
from app.investments.four_eyes import allow_one, payment_refused
from app.models import BatchStatus, ImportBatch, User
from imports.mapping import mapping_of
from imports.projects.apply import NotPermitted
from imports.records.writing import Stale, Tell
from imports.vocabulary import Vocabulary
from imports.whole import GatheredWorkbook, apply_workbook, gather_workbook

MARK = "SELECT set_config('odd17.import_batch', :batch, true)"


class Outcome(StrEnum):
    """CHANGED: the portfolio is no longer what the plan was made for; it was made again and nothing is written."""

    DONE = "done"
    STARTED = "started"
    CHANGED = "changed"


@without_collecting()
def write_batch(
    session: Session, batch: ImportBatch, *, user: User | None, now: datetime, progress: Progress | None = None
) -> Outcome:
    """The caller holds the batch. What is written is, under locks, the plan that was seen."""
    made = _as_seen(session, batch, progress)
    if made is None:
        return Outcome.CHANGED
    try:
        with session.begin_nested():
            if progress:
                progress.enter(WRITING, made.plan.written)
            _write(session, batch, made, user, now, progress)
    except (IntegrityError, StaleDataError, Stale, NotPermitted) as refusal:
        session.refresh(batch)
        plan_again(session, batch)
        batch.refusal = payment_refused(refusal) or getattr(refusal, "sentence", "")
        return Outcome.CHANGED
    return Outcome.DONE


def _as_seen(session: Session, batch: ImportBatch, progress: Progress | None) -> Attempt | None:
    """Made again, unless nothing that it was compared with has changed; none, and kept, when it is another one."""
    kept = shelf.take(batch)
    if kept and still_stands(session, kept):
        return kept
    made = _made_again(session, batch, kept, progress)
    told = ToldPlan.of(made.plan)
    if told.digest == batch.plan_digest:
        return made
    store_plan(session, batch, told)
    return None


def _made_again(session: Session, batch: ImportBatch, kept: Attempt | None, progress: Progress | None) -> Attempt:
    mapping, decisions = [own for own in mapping_of(batch.mapping) if own.kind], Decisions.of(batch.decisions)

    def gathered(vocabulary: Vocabulary) -> GatheredWorkbook:
        if kept and kept.vocabulary.same_words(vocabulary):
            return kept.gathered
        return gather_workbook(cells_of(batch), mapping, decisions.corrections, vocabulary)

    return compare(session, gathered, mapping, decisions, hold=True, tell=progress)


def _write(
    session: Session, batch: ImportBatch, made: Attempt, user: User | None, now: datetime, tell: Tell | None
) -> None:
    """The rules that span rows are checked before the end, where a refusal can still be told."""
    session.execute(text(MARK), {"batch": str(batch.id)})
    allow_one(session)
    today = now.astimezone(clock.PARIS).date()
    apply_workbook(session, made.plan, made.existing, user=user, today=today, tell=tell)
    session.flush()
    refuse_closed(session, batch.id, user)
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    session.execute(text(MARK), {"batch": ""})
    batch.status = BatchStatus.APPLIED
    batch.refusal = ""
    batch.applied_at = now
    batch.applied_by_id = user.id if user else None
    session.flush()
