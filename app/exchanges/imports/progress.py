"""How far the work on a batch has come: written apart from the work itself, so that it shows before it is done."""

import time

from sqlalchemy import Connection, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db import Bind
from app.models import ImportProgress

EVERY_SECONDS = 0.3
READING, COMPARING, WRITING, UNDOING = "read", "compare", "write", "undo"


class Stopped(Exception):  # noqa: N818  (asked for, not a breakdown)
    """Someone asked to stop: the transaction at hand is given up, nothing of it stays."""


def announce(session: Session, batch_id: int, stage: str) -> None:
    """In the transaction that asks for the work."""
    row = {"batch_id": batch_id, "stage": stage, "done": 0, "total": 0, "cancel_asked": False, "beat_at": func.now()}
    session.execute(insert(ImportProgress).values(row).on_conflict_do_update(index_elements=["batch_id"], set_=row))


def ask(session: Session, batch_id: int) -> None:
    """To stop."""
    session.execute(update(ImportProgress).where(ImportProgress.batch_id == batch_id).values(cancel_asked=True))


class Progress:
    """Told how many rows were done; says so a few times a second at most. Raises `Stopped` once asked to stop."""

    def __init__(self, bind: Bind, batch_id: int) -> None:
        self.bind = bind
        self.batch_id = batch_id
        self.stage = READING
        self.done = self.total = 0
        self.told_at = 0.0

    def enter(self, stage: str, total: int = 0) -> None:
        self.stage, self.done, self.total = stage, 0, total
        self._say()

    def finish(self) -> None:
        """A last look before what was done is kept: asked to stop until then, it stops."""
        self._say()

    def __call__(self, count: int) -> None:
        self.done += count
        if time.monotonic() - self.told_at > EVERY_SECONDS:
            self._say()

    def _say(self) -> None:
        self.told_at = time.monotonic()
        values = {"stage": self.stage, "done": self.done, "total": self.total, "beat_at": func.clock_timestamp()}
        own = ImportProgress.batch_id == self.batch_id
        statement = update(ImportProgress).where(own).values(values).returning(ImportProgress.cancel_asked)
        if isinstance(self.bind, Connection):
            asked = self.bind.scalar(statement)
        else:
            with self.bind.begin() as connection:
                asked = connection.scalar(statement)
        if asked:
            raise Stopped
