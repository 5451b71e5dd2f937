"""How long a page waits for the database before it says « come back later »; jobs and commands wait as they must."""

from typing import Any

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import OperationalError
from sqlalchemy import Engine, event

CONNECT_SECONDS = 3
ASK_SECONDS = 3.0  # is a kept connection still good?
STATEMENT_SECONDS = 30  # the server itself stops a longer one
SILENCE_SECONDS = STATEMENT_SECONDS + 5.0  # a server that should have stopped it and says nothing is lost
LIMITS = (
    f"SET statement_timeout = '{STATEMENT_SECONDS}s'; SET lock_timeout = '20s'; "
    "SET idle_in_transaction_session_timeout = '5min'"
)
SILENT = "the database says nothing any more"


class Patient(psycopg.Connection[Any]):
    """A connection that takes a silent server for lost, where the library would wait without end."""

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        # SQLAlchemy asks whether a connection is good with autocommit on, and runs everything else without.
        limit = ASK_SECONDS if self.autocommit else SILENCE_SECONDS
        try:
            return super().wait(gen, interval, timeout or limit)
        except psycopg.errors._WaitTimeout:
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise OperationalError(SILENT) from None


def limit(engine: Engine) -> Engine:
    """Connections of this engine are ``Patient`` ones, with limits that the server keeps too."""

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: list[Any], named: dict[str, Any]) -> Patient:
        connection = Patient.connect(*arguments, **{"connect_timeout": CONNECT_SECONDS, **named})
        connection.execute(LIMITS)
        connection.commit()
        return connection

    return engine
