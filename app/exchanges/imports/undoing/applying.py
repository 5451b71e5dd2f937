"""Undoes an import, in the caller's transaction: an undoing is a batch too, and keeps what it writes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.exchanges.imports.undoing.acts import acts_of
from app.exchanges.imports.undoing.counting import counts_of
from app.exchanges.imports.undoing.deciding import decide
from app.exchanges.imports.undoing.decision import Decision, field_key
from app.exchanges.imports.undoing.facts import Facts, read_facts
from app.exchanges.imports.undoing.groups import grouped
from app.exchanges.imports.undoing.preview import edited_sentence, refuse_undoing
from app.exchanges.imports.undoing.telling import Telling, digest
from app.exchanges.imports.undoing.writing import Stuck, Tell, Writing
from app.investments.four_eyes import allow_one
from app.models import BatchStatus, ImportBatch, User
from imports.projects.apply import take_turn

MEANWHILE = "Des fiches ont changé depuis que cette page a été affichée\u202f: rien n’est annulé, relisez-la."
NOTES_KEPT = 500
SETTINGS = ("odd17.import_batch", "odd17.undoes_import")


def undo_batch(
    session: Session,
    batch: ImportBatch,
    *,
    chosen: frozenset[str] = frozenset(),
    seen: str | None,
    user: User | None,
    now: datetime,
    tell: Tell | None = None,
) -> ImportBatch:
    """`seen` is that of the plan shown; none undoes whatever was shown. `chosen` are keys of the plan's edited items.

    `tell` is called with the number of rows written since; whatever it raises stops everything. What could not go
    back is in the `notes` of the batch returned.
    """
    session.flush()
    session.refresh(batch, with_for_update={"key_share": True})
    take_turn(session)
    refuse_undoing(batch)
    facts = read_facts(session, batch.id, hold=True)
    decision = _as_seen(facts, chosen, seen)
    undoing = _recorded(session, batch, user, now)
    telling = Telling(session, batch.id, facts, decision)
    acts = list(acts_of(facts, decision))
    allow_one(session)
    with kept_as(session, undoing.id, batch.id):
        stuck = Writing(session, user.id if user else None, tell).write(acts, lambda: grouped(session, facts, acts))
    session.expire_all()
    undoing.counts = counts_of(acts, frozenset(act.key for each in stuck for act in each.acts))
    undoing.notes = _notes(telling, stuck)
    batch.status = BatchStatus.UNDONE
    session.flush()
    return undoing


@contextmanager
def kept_as(session: Session, batch_id: int, undoes_id: int) -> Iterator[None]:
    """Every row written meanwhile is kept as a change of this batch, which undoes the other."""
    for name, value in zip(SETTINGS, (batch_id, undoes_id), strict=True):
        session.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": str(value)})
    yield
    for name in SETTINGS:
        session.execute(text("SELECT set_config(:name, '', true)"), {"name": name})


def _as_seen(facts: Facts, chosen: frozenset[str], seen: str | None) -> Decision:
    """What is decided with the choices made, once sure that they were made on what stands now."""
    decision = decide(facts)
    offered = {*decision.edited, *(field_key(key, name) for key, names in decision.edited.items() for name in names)}
    if (seen is not None and seen != digest(facts, decision)) or not chosen <= offered:
        raise Conflict(MEANWHILE)
    return decide(facts, chosen) if chosen else decision


def _recorded(session: Session, batch: ImportBatch, user: User | None, now: datetime) -> ImportBatch:
    by = user.id if user else None
    undoing = ImportBatch(
        kind=batch.kind,
        file_name=batch.file_name,
        file_sha256=batch.file_sha256,
        status=BatchStatus.APPLIED,
        received_at=now,
        received_by_id=by,
        applied_at=now,
        applied_by_id=by,
        undoes_id=batch.id,
    )
    session.add(undoing)
    session.flush()
    return undoing


def _notes(telling: Telling, stuck: Sequence[Stuck]) -> list[str]:
    """The first of them, and how many more there are."""
    plan = telling.plan()
    sentences = [
        *map(edited_sentence, plan.edited),
        *(kept.sentence for kept in (*plan.kept, *map(telling.stuck, stuck))),
    ]
    more = len(sentences) - NOTES_KEPT
    return sentences if more < 1 else [*sentences[:NOTES_KEPT], f"Et {more} de plus."]
