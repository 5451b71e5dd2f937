"""A database lost under the work, by a restart or a full disk: nothing of that try was kept, it is no failure."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

MOST = 60  # tries, before something else must be wrong
LONGEST_SECONDS = 60


class Interrupted(Exception):  # noqa: N818
    """Said instead of the error itself, whose text may hold an address."""


def is_interruption(error: BaseException) -> bool:
    if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def wait_after(attempts: int) -> int | None:
    """Seconds before the next try, the first at once or nearly; None when there were too many."""
    return None if attempts >= MOST else min(2 + 3 * attempts, LONGEST_SECONDS)
