"""Shows the figures of all the processes of the site, at an address that the public does not reach."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.errors import Refused
from app.metrics import place
from app.settings import settings

LEAVING_SECONDS = 10
TAKEN = "Les mesures ne peuvent pas être montrées sur {}:{}\u00a0: cette adresse est prise, ou n’est pas d’ici."


@contextmanager
def shown(database: Callable[[], Engine]) -> Iterator[None]:
    """While the site is served; nothing is loaded when nobody asked for them."""
    where = place.address()
    if where is None:
        yield
        return
    folder = place.prepare(settings().data_dir)
    with _served(where, folder, database()):
        yield


@contextmanager
def _served(where: tuple[str, int], folder: Path, engine: Engine) -> Iterator[None]:
    from prometheus_client import start_http_server

    from app.metrics.gathered import registry_of

    try:
        server, thread = start_http_server(where[1], where[0], registry_of(folder, engine))
    except OSError:
        raise Refused(TAKEN.format(*where)) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(LEAVING_SECONDS)
