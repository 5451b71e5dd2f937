"""What the other processes of a database are doing, and waiting until they do."""

import time
from collections.abc import Callable

from sqlalchemy import Engine, text


def waiting(engine: Engine) -> int:
    """How many of the processes of this database wait for a lock."""
    return activity(engine, "wait_event_type = 'Lock'")


def unfinished(engine: Engine) -> int:
    """How many other transactions are still open in this database."""
    return activity(engine, "xact_start IS NOT NULL AND pid <> pg_backend_pid()")


def activity(engine: Engine, condition: str) -> int:
    statement = f"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND {condition}"
    with engine.connect() as connection:
        return connection.scalar(text(statement)) or 0


def until(condition: Callable[[], bool], seconds: float = 90) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "still waiting"
        time.sleep(0.05)
