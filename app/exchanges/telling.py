"""What an import from a terminal says, to a person or to a program."""

import json
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, writing
from app.errors import Refused
from app.exchanges.importing import import_path
from app.exchanges.imports.queries import get_batch
from app.exchanges.imports.undoing import obstacles, preview_undo, undo_batch
from app.journal.context import acting_as
from imports.kinds.commands import COMMANDS
from imports.report import as_json, as_text

REHEARSED = "\nEssai\u00a0: rien n’a été écrit."
NOTHING = "\nRien à enregistrer."
WRITTEN = "\nImport enregistré sous le numéro {number}. Pour l’annuler\u00a0: odd17 import undo {number}"
KINDS = tuple(COMMANDS)


class Import:
    """One run of the command: its plan, then what is told of it."""

    def __init__(self, bind: Callable[[], Bind], kind: str, path: Path, *, dry_run: bool) -> None:
        self.dry_run = dry_run
        self.done = import_path(bind, kind, path, dry_run=dry_run, now=clock.now())

    @property
    def is_refused(self) -> bool:
        return bool(self.done.plan.faults)

    def told(self) -> str:
        whole = [fault.expected for fault in self.done.plan.faults if not fault.sheet]
        if whole:
            return "\n".join(whole)
        return as_text(self.done.plan) + ("" if self.is_refused else self._ending())

    def told_to_a_program(self) -> str:
        number = {} if self.done.batch_id is None else {"batch": self.done.batch_id}
        return json.dumps(as_json(self.done.plan) | number, ensure_ascii=False)

    def _ending(self) -> str:
        if self.dry_run:
            return "\n" + REHEARSED
        return "\n" + (NOTHING if self.done.batch_id is None else WRITTEN.format(number=self.done.batch_id))


def undo(bind: Callable[[], Bind], number: str, *, dry_run: bool) -> str:
    """What is undone, and what stays because someone changed it since; a person on the page may choose otherwise."""
    if not number.isdigit() or len(number) > 18:
        raise Refused(f"«\u00a0{number}\u00a0» n’est pas le numéro d’un import.")
    with acting_as("import"), writing(bind()) as session:
        return _undone(session, int(number), dry_run=dry_run)


def _undone(session: Session, number: int, *, dry_run: bool) -> str:
    batch = get_batch(session, number)
    plan = preview_undo(session, batch)
    told = "\n".join([", ".join(plan.counts) or "Rien à remettre comme avant.", *obstacles(session, batch)])
    if dry_run:
        return told + "\n" + REHEARSED
    made = undo_batch(session, batch, chosen=frozenset(), seen=plan.seen, user=None, now=clock.now())
    return f"{told}\n\nImport {number} annulé, sous le numéro {made.id}."
