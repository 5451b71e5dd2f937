"""A round: people act, something is killed at random, it comes back, and everything said done is looked for."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import httpx2
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.faults import entries, files
from tests.faults.acts import Act
from tests.faults.product import DATABASE, SITE, WORKER, Product
from tests.faults.world import World
from tests.support.jobs import run_now

ACTS: Sequence[Callable[[World, str], Act]] = (
    entries.answers,
    entries.milestones,
    entries.organisations,
    entries.registrations,
    entries.payments,
    files.receptions,
    files.imports,
    files.issues,
    files.publications,
    files.letters,
)
VICTIMS = (SITE, WORKER, DATABASE)
LATEST = 4.0
PAGE = "/projets"
NEWEST = text("SELECT max(id) FROM procrastinate_workers")
LONG_DEAD = text(
    "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes' "
    "WHERE id < (SELECT max(id) FROM procrastinate_workers)"
)
LEFT = text("SELECT task_name, status::text, attempts FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")


@dataclass
class Outcome:
    number: int
    victim: str
    back: float
    sent: int
    acknowledged: int
    faults: list[str]


def play(product: Product, world: World, number: int, chance: random.Random) -> Outcome:
    acts = [act(world, f"tour{number:04d}x{chance.randrange(10**6):06d}") for act in ACTS]
    victim = VICTIMS[number % len(VICTIMS)]
    faults: list[str] = []
    back = _strike(product, world, acts, victim, chance.uniform(0.05, LATEST), faults)
    settle(world)
    with Session(world.engine) as session:
        for act in acts:
            faults += act.check(session)
    sent, acknowledged = _counts(acts)
    faults += _send_again(world, acts)
    return Outcome(number, victim, back, sent, acknowledged, faults)


def _strike(product: Product, world: World, acts: Sequence[Act], victim: str, after: float, faults: list[str]) -> float:
    """Seconds from its death to its return."""
    over = threading.Event()
    people = [threading.Thread(target=_live, args=(act, over, faults), daemon=True) for act in acts]
    for one in people:
        one.start()
    time.sleep(after)
    before = _newest_worker(world)
    product.kill(victim)
    began = time.monotonic()
    over.set()
    product.start(victim)
    until_back(world, victim, before)
    back = time.monotonic() - began
    for one in people:
        one.join(300)
        assert not one.is_alive(), "someone is still waiting for an answer"
    return back


def until_back(world: World, victim: str, before: int, patience: float = 300) -> None:
    """A page of a person's own work, read from the database; of the worker, the first sign of the next one."""
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        with suppress(httpx2.HTTPError, OperationalError):
            if _newest_worker(world) > before if victim == WORKER else world.manager.get(PAGE).status_code == 200:
                return
        time.sleep(0.02)
    raise AssertionError(f"{victim}: not back after {patience} s")


def _newest_worker(world: World) -> int:
    with world.engine.connect() as connection:
        return int(connection.scalar(NEWEST) or 0)


def _live(act: Act, over: threading.Event, faults: list[str]) -> None:
    for ticket in act.tickets:
        if over.is_set():
            return
        if fault := act.do(ticket):
            faults.append(fault)


def settle(world: World, patience: float = 60) -> None:
    """What waited is done; what a dead worker held is taken over, as the site does after some minutes."""
    limit = time.monotonic() + patience
    while left := _left(world):
        if any(status == "doing" for _, status, _ in left):
            with world.engine.begin() as connection:
                connection.execute(LONG_DEAD)
            run_now(world.engine, "queue.rescue")
        assert time.monotonic() < limit, left
        time.sleep(0.2)


def _left(world: World) -> list[tuple[str, str, int]]:
    with world.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(LEFT)]


def _counts(acts: Sequence[Act]) -> tuple[int, int]:
    tickets = [ticket for act in acts for ticket in act.tickets if ticket.sent]
    return len(tickets), sum(ticket.acknowledged for ticket in tickets)


def _send_again(world: World, acts: Sequence[Act]) -> list[str]:
    """Whoever had no answer presses again: it is done, once."""
    faults = []
    for act in acts:
        for ticket in act.lost():
            faults.append(act.do(ticket))
            ticket.acknowledged or faults.append(f"{act.name} {ticket.mark}: not taken the second time")
    settle(world)
    with Session(world.engine) as session:
        faults += [f"second time: {fault}" for act in acts for fault in act.check(session)]
    return [fault for fault in faults if fault]
