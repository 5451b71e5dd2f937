"""Putting work in the queue, in the transaction that asks for it: undone, it never was; committed, it is not lost."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from app.jobs.tasks import task_named

if TYPE_CHECKING:
    from procrastinate import App

JSON = str | int | float | bool | None


def enqueue(
    session: Session,
    name: str,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
    **args: JSON,
) -> int | None:
    """The number of the job; None when one with the same ``queueing_lock`` already waits.

    Two jobs with the same ``lock`` never run at once. Arguments are kept in clear: numbers of records, never a secret.
    """
    options = {"schedule_at": at, "lock": lock, "queueing_lock": queueing_lock, "priority": task_named(name).priority}
    if queueing_lock is None:
        return _defer(session, name, options, args)
    from procrastinate.exceptions import AlreadyEnqueued

    try:
        with session.begin_nested():
            return _defer(session, name, options, args)
    except AlreadyEnqueued:
        return None


def _defer(session: Session, name: str, options: dict[str, Any], args: dict[str, JSON]) -> int:
    connection = session.connection().connection.driver_connection
    return _counter().configure_task(name, connection=connection, **options).defer(**args)


@cache
def _counter() -> "App":
    """The library where jobs are left: never opened, it only writes on the connection it is given."""
    from procrastinate import App, SyncPsycopgConnector

    return App(connector=SyncPsycopgConnector())
