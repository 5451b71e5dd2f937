"""A database that restarts, stops answering, or comes back after a crash; a site asked to leave while it answers."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.faults import entries
from tests.faults.product import DATABASE, SITE, Product
from tests.faults.rounds import settle
from tests.faults.world import World

SECONDS = 30.0  # on a busy machine; some seconds on a quiet one
WORDS = "Le service ne répond pas pour le moment."


def works(world: World, mark: str) -> None:
    """Somebody writes, and it is kept."""
    act = entries.milestones(world, mark)
    assert act.send(act.tickets[0]).status_code == 303
    with Session(world.engine) as session:
        assert act.state(session, act.tickets[0]) == "whole"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGQUIT], ids=["smart", "fast", "immediate"])
def test_a_database_that_restarts_is_only_a_pause(how: signal.Signals, product: Product, world: World) -> None:
    works(world, f"avant-{how}")
    former = product.postmaster()
    os.kill(former, how)
    if how is signal.SIGTERM:  # it waits for the connections that are kept: those are cut too
        os.kill(former, signal.SIGINT)
    product.first_page()
    works(world, f"apres-{how}")
    assert product.postmaster() != former
    settle(world)


@contextmanager
def silent(product: Product) -> Iterator[None]:
    """Each process of the database is stopped: connections stay open, nothing answers."""
    stopped = product.backends()
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(stopped):
            os.kill(pid, signal.SIGCONT)


def test_a_silent_database_is_a_plain_page_in_seconds_then_all_goes_on(product: Product, world: World) -> None:
    works(world, "avant-silence")
    with silent(product):
        began = time.monotonic()
        page = httpx2.get(f"{product.url}/connexion", timeout=60)
        assert (page.status_code, WORDS in page.text) == (503, True)
        assert time.monotonic() - began < SECONDS
        assert page.headers["Retry-After"] == "60"
    product.first_page()
    works(world, "apres-silence")


def test_a_site_asked_to_leave_finishes_what_it_was_doing(product: Product, world: World) -> None:
    """A table is held: the request waits inside the site when the signal comes."""
    act = entries.milestones(world, "sigterm")
    answers: list[httpx2.Response] = []
    sender = threading.Thread(target=lambda: answers.append(act.send(act.tickets[0])), daemon=True)
    with world.engine.connect() as holding:
        holding.execute(text("LOCK TABLE milestone IN EXCLUSIVE MODE"))
        sender.start()
        waits = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        with world.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
            limit = time.monotonic() + SECONDS
            while not watching.scalar(waits):
                assert time.monotonic() < limit
                time.sleep(0.05)
        product.processes[SITE].send_signal(signal.SIGTERM)
        time.sleep(0.5)
    sender.join(60)
    assert [answer.status_code for answer in answers] == [303]
    assert product.stop(SITE) == 0
    product.start(SITE)
    product.first_page()
    with Session(world.engine) as session:
        assert act.state(session, act.tickets[0]) == "whole"


def test_a_lock_file_left_by_a_dead_server_keeps_nobody_out(product: Product, world: World) -> None:
    """Killed as it started, a server leaves an unfinished file."""
    former = product.lock_file.read_text().splitlines()
    product.kill(DATABASE)
    product.lock_file.write_text("\n".join(former[:5]) + "\n")
    product.first_page()
    works(world, "apres-fantome")
