"""The trial server starts, and is given its first tables, while the site is still being loaded."""

import os
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from app.settings import settings


def say_where(host: str, port: int) -> None:
    """Where the site will be found, unless the settings say it: the processes that it starts are told too."""
    if "ODD17_BASE_URL" not in os.environ:
        os.environ["ODD17_BASE_URL"] = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        settings.cache_clear()


def begin(host: str) -> Callable[[], object]:
    """Only for this machine: a trial server is refused to others, and nothing is prepared for a site not served.

    A failure is not told here: whoever needs the server asks again, and tells it. Returns what waits for its end.
    """
    if settings().database_url is not None or not settings().is_local or host not in settings().HERE:
        return lambda: None
    # not in the thread: two that load the same things may wait for each other
    from app.embedded import embedded_url
    from app.tables import prepare

    def start() -> None:
        with suppress(Exception):
            prepare(embedded_url(settings().data_dir).replace("+psycopg", "", 1))

    thread = Thread(target=start, name="trial-server-start", daemon=True)
    thread.start()
    return thread.join
