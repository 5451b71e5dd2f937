"""A copy of the database that only reads: pages ask it, unless it lacks something this browser wrote.

Each answer to someone who wrote says where the database's own log stood (a cookie); the copy is asked only once it has
reached that place. Late by more than a few seconds, or gone, it is left aside: the database itself answers.
"""

import re
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import cache

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app.db import site_engine, with_driver
from app.patience import limit
from app.settings import settings

AT = re.compile(r"[0-9A-F]{1,8}/[0-9A-F]{1,8}")
NOTHING = "0/0"
HERE = text("SELECT pg_current_wal_insert_lsn()::text")
HAS = text("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= greatest(:since ::pg_lsn, :lately ::pg_lsn)")
LATE_SECONDS = 5.0
MARK_EVERY_SECONDS = 1.0
ASIDE_SECONDS = 5.0


class Replica:
    def __init__(self, engine: Engine, primary: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self.engine = engine
        self._primary = primary
        self._clock = clock
        self._aside_until = 0.0
        self._marks: deque[tuple[float, str]] = deque(maxlen=60)
        self._lock = threading.Lock()

    @property
    def is_aside(self) -> bool:
        return self._clock() < self._aside_until

    def put_aside(self) -> None:
        """It does not answer: not asked again for a moment."""
        self._aside_until = self._clock() + ASIDE_SECONDS

    def has(self, session: Session, since: str) -> bool:
        """All that was written up to `since`, and what anybody wrote but for the last seconds."""
        return bool(session.scalar(HAS, {"since": since, "lately": self._lately()}))

    def _lately(self) -> str:
        """Where the database stood a few seconds ago; known from the first page on."""
        now = self._clock()
        with self._lock:
            if not self._marks or now - self._marks[-1][0] >= MARK_EVERY_SECONDS:
                self._marks.append((now, position(self._primary)))
            old = [at for seen, at in self._marks if now - seen >= LATE_SECONDS]
        return old[-1] if old else NOTHING


def position(engine: Engine) -> str:
    """Where the database's log stands: all that was kept so far is before."""
    with engine.connect() as connection:
        return str(connection.scalar(HERE))


def read_position(written: str) -> str:
    """What a browser brings is trusted for nothing more than being late or not."""
    return written if AT.fullmatch(written) else NOTHING


@cache
def replica() -> Replica | None:
    """None when the settings give no second address."""
    url = settings().replica_url
    if not url:
        return None
    engine = create_engine(
        with_driver(url),
        pool_size=settings().pool_size,
        max_overflow=10,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    return Replica(limit(engine), site_engine())
