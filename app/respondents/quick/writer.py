"""Answers that come together are sent together: one exchange with the database and one commit for all of them.

Nobody is answered before the commit. When it fails, none of them was kept and each goes its ordinary way.
"""

import asyncio
import contextlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import structlog
from psycopg import Cursor
from sqlalchemy import Engine

from app.respondents.quick.statement import Kept, statement_for

AT_ONCE = 32
Values = Mapping[str, object]
log = structlog.get_logger()


@dataclass(frozen=True)
class Waiting:
    values: Values
    loop: asyncio.AbstractEventLoop
    kept: "asyncio.Future[Kept | None]"


class Writer:
    """One thread, one connection while there is something to write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        threading.Thread(target=self._work, name="answers", daemon=True).start()

    async def keep(self, values: Values) -> Kept | None:
        """None when the statement found nothing to do, or could not be run."""
        loop = asyncio.get_running_loop()
        waiting = Waiting(values, loop, loop.create_future())
        self._queue.put(waiting)
        return await waiting.kept

    def _work(self) -> None:
        while True:
            together = self._next()
            self._tell(together, self._kept(together))

    def _next(self) -> list[Waiting]:
        found = [self._queue.get()]
        with contextlib.suppress(Empty):
            while len(found) < AT_ONCE:
                found.append(self._queue.get_nowait())
        return found

    def _kept(self, together: Sequence[Waiting]) -> list[Kept | None]:
        """Whatever happens, they are told: one fault here would leave them, and all who follow, waiting for ever."""
        try:
            return write(self._engine, [waiting.values for waiting in together])
        except Exception as error:
            log.warning("answers_not_together", error=type(error).__name__, answers=len(together))
            return [None] * len(together)

    def _tell(self, together: Sequence[Waiting], kept: Sequence[Kept | None]) -> None:
        for waiting, found in zip(together, kept, strict=True):
            with contextlib.suppress(RuntimeError):  # the site has stopped meanwhile
                waiting.loop.call_soon_threadsafe(_settle, waiting.kept, found)


def _settle(future: "asyncio.Future[Kept | None]", found: Kept | None) -> None:
    if not future.done():
        future.set_result(found)


def write(engine: Engine, together: Sequence[Values]) -> list[Kept | None]:
    """All in one transaction, each under its own entry of the journal."""
    borrowed = engine.raw_connection()
    try:
        connection: Any = borrowed.driver_connection
        with connection.pipeline():
            asked = [connection.execute(statement_for(values), values) for values in together]
            connection.commit()
        return [_row(cursor) for cursor in asked]
    except BaseException:
        borrowed.invalidate()
        raise
    finally:
        borrowed.close()


def _row(cursor: Cursor[Any]) -> Kept | None:
    row = cursor.fetchone()
    return None if row is None else Kept(*row)
