"""The two sites that import, each on an empty database of the same server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine

from app.schema import bring_up
from bench import servers
from bench.database import empty_database
from bench.imported import OUR_TABLES, OURS, PEERS, PEERS_TABLES, forget
from bench.senders import OurPages, PageMissing, PeerPages, Sender
from bench.visitor import sign_in

US, TUNED, USUAL = "nous", "django-import-export, réglé", "django-import-export, sans réglage"


@dataclass(frozen=True)
class Side:
    """`left` is the query that reads what an import has left, `tables` those to empty before the next."""

    sender: Sender
    engine: Engine
    tables: str
    left: str

    def begin_again(self) -> None:
        forget(self.engine, self.tables)


@contextmanager
def our_side() -> Iterator[dict[str, Side]]:
    """Nothing, and it is said, while the site has no page to import from."""
    with empty_database("bench_import_ours") as url:
        engine = create_engine(url)
        bring_up(engine)
        with servers.serving(url) as (port, process):
            pages = OurPages(port, process, sign_in(engine))
            try:
                pages.look()
                yield {US: Side(pages, engine, OUR_TABLES, OURS)}
            except PageMissing as missing:
                print(missing, file=sys.stderr)
                yield {}
        engine.dispose()


@contextmanager
def peer_sides() -> Iterator[dict[str, Side]]:
    with empty_database("bench_import_peer") as url:
        engine, cookies = create_engine(url), {"sessionid": prepare_peer(url)}
        with servers.importing(url) as (port, process):
            yield {
                name: Side(PeerPages(port, process, cookies, resource), engine, PEERS_TABLES, PEERS)
                for resource, name in enumerate((TUNED, USUAL))
            }
        engine.dispose()


def prepare_peer(url: str) -> str:
    """Its tables, and the session of someone who may import."""
    command = [servers.PYTHON, "-m", "bench.django_peer.importing.prepare"]
    environment = {**os.environ, "BENCH_DATABASE_URL": url}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout.decode()
