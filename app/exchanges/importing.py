"""The import from a terminal: the same reading, plan and writing as the pages, in one go and all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.db import Bind, reading, writing
from app.exchanges.imports.applying import Outcome, write_batch
from app.exchanges.imports.attempt import Decisions, attempt
from app.exchanges.imports.headers import load_headers
from app.exchanges.imports.service import new_batch
from app.exchanges.imports.storing import ToldPlan, keep_cells, store_plan, title_of
from app.journal.context import acting_as
from app.models import User
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.kinds.commands import COMMANDS
from imports.limits import MAX_FILE_BYTES
from imports.mapping import FOLLOW_UP, SheetMapping
from imports.mapping.proposal import propose
from imports.projects import gather
from imports.projects.recorded import vocabulary_of
from imports.projects.titles import mapping_by_titles
from imports.records.planned import WorkbookPlan
from imports.workbook import Encoded, Workbook, read_encoded, workbook_of

MISSING = "Ce fichier est introuvable, ou ne peut pas être lu."
MEANWHILE = "Quelqu’un vient de modifier les mêmes fiches\u202f: rien n’est importé, relancez l’import."


@dataclass(frozen=True)
class Done:
    """What was planned; `batch_id` is the number of the import, none when nothing was written."""

    plan: WorkbookPlan
    batch_id: int | None = None


@dataclass(frozen=True)
class File:
    kind: str
    name: str
    content: bytes
    encoded: Encoded

    @property
    def workbook(self) -> Workbook:
        return workbook_of(self.encoded, title_of(self.name))


def import_path(bind: Callable[[], Bind], kind: str, path: Path, *, dry_run: bool, now: datetime) -> Done:
    """The file is read before the database is even opened: one that cannot be read costs nothing."""
    try:
        with path.open("rb") as opened:
            content = opened.read(MAX_FILE_BYTES + 1)
        file = File(kind, path.name, content, read_encoded(content))
        file.workbook  # noqa: B018 - refuse d’abord un classeur vide
    except OSError:
        return nothing_done(path.name, MISSING)
    except UnreadableFile as refusal:
        return nothing_done(path.name, refusal.sentence)
    return import_file(bind(), file, dry_run=dry_run, user=None, now=now)


def import_file(bind: Bind, file: File, *, dry_run: bool, user: User | None, now: datetime) -> Done:
    """Without faults, and unless rehearsed, what was planned is also what is now recorded."""
    if dry_run:
        with reading(bind) as session:
            return Done(planned(session, file)[0])
    try:
        with acting_as("import"), writing(bind) as session:
            return _written(session, file, user, now)
    except _NotRecorded as refusal:
        return refusal.done


class _NotRecorded(Exception):  # noqa: N818 - un refus n’est pas une panne
    """Leaves the transaction so that nothing of it stays; `done` says why."""

    def __init__(self, done: Done) -> None:
        super().__init__(done.plan.faults)
        self.done = done


def planned(session: Session, file: File) -> tuple[WorkbookPlan, tuple[SheetMapping, ...]]:
    mapping = mapping_for(session, file)
    if not mapping:
        return _nothing_of_the_kind(file), ()
    return attempt(session, file.workbook, mapping, Decisions({}, {})).plan, mapping


def mapping_for(session: Session, file: File) -> tuple[SheetMapping, ...]:
    """Nobody is there to look: what is not sure counts by its very name, or is told by a note."""
    vocabulary = vocabulary_of(session)
    proposed = propose(file.workbook, vocabulary, load_headers(session), COMMANDS[file.kind])
    found = tuple(own for own in proposed if own.kind)
    is_sure = found and all(own.is_sure for own in found)
    return found if file.kind != FOLLOW_UP or is_sure else mapping_by_titles(file.workbook, vocabulary)


def _written(session: Session, file: File, user: User | None, now: datetime) -> Done:
    batch = new_batch(session, name=file.name, content=file.content, kind=file.kind, user=user, now=now)
    plan, mapping = planned(session, file)
    if not plan.may_be_applied or not plan.changes_something:
        raise _NotRecorded(Done(plan))
    keep_cells(batch, file.encoded)
    batch.mapping = [own.as_json() for own in mapping]
    store_plan(session, batch, ToldPlan.of(plan))
    if write_batch(session, batch, user=user, now=now) is not Outcome.DONE:
        raise _NotRecorded(nothing_done("", batch.refusal or MEANWHILE))
    return Done(plan, batch.id)


def _nothing_of_the_kind(file: File) -> WorkbookPlan:
    """The follow-up sheet says what it lacks; of another kind, only that it was not found."""
    if file.kind == FOLLOW_UP:
        return WorkbookPlan(faults=tuple(gather(file.workbook).findings.faults))
    found = ", ".join(sheet.title for sheet in file.workbook)
    return WorkbookPlan(faults=(Fault("", "", "Fichier", found, f"une feuille de {file.kind}, avec ses titres"),))


def nothing_done(read: str, sentence: str) -> Done:
    """A refusal of the file as a whole, which no cell is to blame for."""
    return Done(WorkbookPlan(faults=(Fault("", "", "Fichier", read, sentence),)))
