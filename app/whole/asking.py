"""What tells whether a kept page is still the one to give: the journal, the session, the person's settings.

Requests that come together are asked about together: one exchange with the database, one passage through a thread.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import structlog
from psycopg.rows import namedtuple_row
from sqlalchemy import Engine

from app.kept import Keeper, Kept
from app.metrics.statements import count
from app.whole.statement import STATEMENT, values

AT_ONCE = 32
HELD_SECONDS = 0.5  # the connection, after the last question
PATIENCE_SECONDS = 1.0
ASIDE_SECONDS = 5.0  # not asked again for a moment when it did not answer
log = structlog.get_logger()


class Answered(NamedTuple):
    """`kept`: what may be used from here on. `visit`: the session, when there is one."""

    kept: Kept
    visit: Any | None


class Waiting(NamedTuple):
    token: bytes
    loop: asyncio.AbstractEventLoop
    told: "asyncio.Future[Answered | None]"


class Desk:
    """One thread for a database; one connection while there is something to ask."""

    def __init__(self, engine: Engine, keeper: Keeper) -> None:
        self.engine, self.keeper = engine, keeper
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        self._aside_until = 0.0
        threading.Thread(target=self._work, name="kept-pages", daemon=True).start()

    async def ask(self, token: bytes) -> Answered | None:
        """None when something has changed or the database does not answer at once: the route does the rest."""
        if time.monotonic() < self._aside_until:
            return None
        loop = asyncio.get_running_loop()
        waiting, begun = Waiting(token, loop, loop.create_future()), time.perf_counter()
        self._queue.put(waiting)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await waiting.told
        except TimeoutError:
            self._step_aside()
            return None
        finally:
            count(STATEMENT, time.perf_counter() - begun)

    def _step_aside(self) -> None:
        self._aside_until = time.monotonic() + ASIDE_SECONDS

    def _work(self) -> None:
        while True:
            first = self._queue.get()
            try:
                self._serve(first)
            except Exception as error:  # the thread lives on, whatever happens
                self._step_aside()
                log.warning("kept_pages_not_asked", error=type(error).__name__)

    def _serve(self, first: Waiting) -> None:
        """Until nobody has asked for a moment."""
        together, pool = [first], self.engine.pool
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                driver: Any = connection.connection.driver_connection
                cursor = driver.cursor(binary=True, row_factory=namedtuple_row)
                while together:
                    _tell(together, self._answers(cursor, together))
                    together = self._next()
                if self.engine.pool is not pool:  # the engine was disposed of meanwhile
                    connection.invalidate()
        finally:
            _tell(together, [None] * len(together))

    def _next(self) -> list[Waiting]:
        found: list[Waiting] = []
        with contextlib.suppress(Empty):
            found.append(self._queue.get(timeout=HELD_SECONDS))
            while len(found) < AT_ONCE:
                found.append(self._queue.get_nowait())
        return found

    def _answers(self, cursor: Any, together: Sequence[Waiting]) -> list[Answered | None]:
        current = self.keeper.current
        before = current.seen
        rows = cursor.execute(STATEMENT, values(before.oldest, {waiting.token for waiting in together})).fetchall()
        if not self.keeper.is_same(current, before, rows[0]):
            return [None] * len(together)
        visits = {row.token_sha256: row for row in rows}
        return [Answered(current, visits.get(waiting.token)) for waiting in together]


def _tell(together: Sequence[Waiting], answers: Sequence[Answered | None]) -> None:
    for waiting, answer in zip(together, answers, strict=True):
        with contextlib.suppress(RuntimeError):  # the site has stopped meanwhile
            waiting.loop.call_soon_threadsafe(_settle, waiting.told, answer)


def _settle(told: "asyncio.Future[Answered | None]", answer: Answered | None) -> None:
    if not told.done():
        told.set_result(answer)
