"""The two sites that import, each on an empty database of the same server.

Ours keeps every row written in its journal. The peer keeps none of itself: it is measured without, then with the very
triggers of our journal on its tables, which is « doing the same »; it still keeps nothing to undo an import with.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, text

from app.schema import bring_up
from bench import servers
from bench.database import empty_database
from bench.imported import OUR_EMPTYING, OURS, PEERS, PEERS_EMPTYING, PEERS_TABLES, forget, keeping
from bench.senders import OurPages, PageMissing, PeerPages, Sender
from bench.visitor import sign_in

US, TUNED, USUAL = "nous", "django-import-export, réglé", "django-import-export, sans réglage"
SAME_JOURNAL = "{}, même journal"
TUNED_KEPT, USUAL_KEPT = SAME_JOURNAL.format(TUNED), SAME_JOURNAL.format(USUAL)
PEERS_SIDES = ((TUNED, 0, False), (TUNED_KEPT, 0, True), (USUAL, 1, False), (USUAL_KEPT, 1, True))
"""Name, place of its resource in the form, whether the journal is there."""


@dataclass(frozen=True)
class Side:
    """`left` is the query that reads what an import has left, `emptying` what forgets it before the next."""

    sender: Sender
    engine: Engine
    emptying: Sequence[str]
    left: str

    def begin_again(self) -> None:
        forget(self.engine, self.emptying)


@contextmanager
def our_side() -> Iterator[dict[str, Side]]:
    """Nothing, and it is said, while the site has no page to import from."""
    with empty_database("bench_import_ours") as url:
        engine = create_engine(url)
        bring_up(engine)
        with our_pages(url, engine) as pages:
            try:
                pages.look()
                yield {US: Side(pages, engine, OUR_EMPTYING, OURS)}
            except PageMissing as missing:
                print(missing, file=sys.stderr)
                yield {}
        engine.dispose()


@contextmanager
def our_pages(url: str, engine: Engine) -> Iterator[OurPages]:
    with servers.serving(url) as (port, process):
        yield OurPages(port, process, sign_in(engine))


@contextmanager
def peer_sides() -> Iterator[dict[str, Side]]:
    with empty_database("bench_import_peer") as url:
        engine = create_engine(url)
        bring_up(engine)  # the journal is ours
        cookies = {"sessionid": prepare_peer(url)}
        watch(engine)
        with servers.importing(url) as (port, process):
            yield {
                name: Side(
                    PeerPages(port, process, cookies, resource),
                    engine,
                    (*PEERS_EMPTYING, *keeping(PEERS_TABLES, kept=kept)),
                    PEERS,
                )
                for name, resource, kept in PEERS_SIDES
            }
        engine.dispose()


def watch(engine: Engine) -> None:
    with engine.begin() as connection:
        for name in PEERS_TABLES:
            connection.execute(text("SELECT journal_watch(:name)"), {"name": name})


def prepare_peer(url: str) -> str:
    """Its tables, and the session of someone who may import."""
    command = [str(servers.PYTHON), "-m", "bench.django_peer.importing.prepare"]
    environment = {**os.environ, "BENCH_DATABASE_URL": url}
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout.decode()
