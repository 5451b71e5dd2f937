"""How far the making of a file has come: written apart from the making, which only reads."""

import time

from sqlalchemy import Engine, func, update

from app.db import Bind
from app.models import IssuedFile

EVERY_SECONDS = 0.3


class Stopped(Exception):  # noqa: N818  (asked for, not a breakdown)
    """Someone asked to stop: nothing of the file is kept."""


class Progress:
    """Told how much is done and of how much; says so a few times a second. Raises `Stopped` once asked to stop."""

    def __init__(self, bind: Bind, issued_id: int) -> None:
        self.bind = bind
        self.issued_id = issued_id
        self.told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.told_at > EVERY_SECONDS:
            self.say(done, total)

    def say(self, done: int, total: int) -> None:
        self.told_at = time.monotonic()
        values = {"done": done, "total": total, "beat_at": func.clock_timestamp()}
        own = update(IssuedFile).where(IssuedFile.id == self.issued_id).values(values)
        if not isinstance(self.bind, Engine):  # one connection alone: the making holds it, for reading only
            return
        with self.bind.begin() as connection:
            asked = connection.scalar(own.returning(IssuedFile.stop_asked))
        if asked:
            raise Stopped
