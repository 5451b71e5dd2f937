"""The queue in tests: the real worker, on the test's own transaction or on a database of its own."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from procrastinate import SyncPsycopgConnector
from procrastinate.connector import BaseConnector
from psycopg.rows import dict_row
from sqlalchemy import Connection, Engine, text

from app.jobs.machine import connector, machine


class OnConnection(SyncPsycopgConnector):
    """What the library asks of a database, over a connection whose transaction is never committed."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._raw: Any = connection.connection.driver_connection

    @contextmanager
    def _get_cursor(self, connection: Any = None) -> Iterator[Any]:
        with self._raw.cursor(row_factory=dict_row) as cursor:
            yield cursor

    async def open_async(self, pool: Any = None) -> None: ...

    async def close_async(self) -> None: ...

    async def execute_query_async(self, query: Any, **arguments: Any) -> None:
        with self._get_cursor() as cursor:
            cursor.execute(query, self._wrap_json(arguments))

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> dict[str, Any]:
        return self.execute_query_one(query, **arguments)

    async def execute_query_all_async(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        return self.execute_query_all(query, **arguments)


def run_jobs(bind: Engine | Connection, *, later: bool = False, failures: bool = False) -> list[tuple[str, str]]:
    """Do every job whose time has come (all of them with ``later``) and give back every job with its state.

    A job that fails fails the test, unless it expects ``failures``. Periodic tasks are left aside: call their function.
    """
    if later:
        _make_due(bind)
    with ThreadPoolExecutor(1) as thread:  # apart: a browser test already runs a loop in the main thread
        thread.submit(asyncio.run, _work(bind)).result(120)
    done = jobs(bind)
    assert failures or "failed" not in {status for _, status in done}, done
    return done


async def _work(bind: Engine | Connection) -> None:
    app = machine(_connector(bind))
    app.periodic_registry.periodic_tasks.clear()
    async with app.open_async():
        await app.run_worker_async(
            wait=False, listen_notify=False, install_signal_handlers=False, additional_context={"bind": bind}
        )


def run_now(bind: Engine | Connection, name: str) -> None:
    """One of the queue's own periodic tasks, as if its time had come."""
    app = machine(_connector(bind))

    async def work() -> None:
        async with app.open_async():
            await app.tasks[name].func(SimpleNamespace(app=app), 0)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result(120)


def _connector(bind: Engine | Connection) -> BaseConnector:
    if isinstance(bind, Connection):
        return OnConnection(bind)
    return connector(bind.url.render_as_string(hide_password=False))


def jobs(bind: Engine | Connection) -> list[tuple[str, str]]:
    with reading(bind) as connection:
        rows = connection.execute(text("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY id"))
        return [(name, status) for name, status in rows]


def _make_due(bind: Engine | Connection) -> None:
    with reading(bind) as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'"))


@contextmanager
def reading(bind: Engine | Connection) -> Iterator[Connection]:
    if isinstance(bind, Connection):
        yield bind
    else:
        with bind.begin() as connection:
            yield connection
