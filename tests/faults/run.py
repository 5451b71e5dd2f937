"""The long programme: ``python -m tests.faults.run --rounds 200 --seed 1``; a table, then 1 if it found a fault.

With ``--to FILE`` each round is a line of that file as soon as it is over; cut short, the programme goes on at the next
round of the same seed. ``python -m tests.faults.table FILE`` writes the table in docs/pannes.md.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from tests.faults.product import Product, a_folder, running
from tests.faults.rounds import VICTIMS, Outcome, play
from tests.faults.table import NEVER, keep, rounds_of, table
from tests.faults.world import World, settled
from tests.support.smtp import mail_server

EXAMINED_EVERY = 20


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--from", type=int, default=0, dest="first", help="le premier tour ; à défaut, le suivant")
    asked.add_argument("--to", type=Path, default=None, help="un fichier, une ligne par tour")
    given = asked.parse_args()
    done = rounds_of(given.to, given.seed) if given.to else []
    first = given.first or 1 + max((one.number for one in done), default=0)
    began = time.monotonic()
    with stage() as (product, world):
        for outcome in programme(product, world, range(first, given.rounds + 1), given.seed):
            done.append(outcome)
            if given.to:
                keep(given.to, given.seed, outcome)
    say(table(done))
    say(f"graine {given.seed}, {time.monotonic() - began:.0f} s")
    return int(any(outcome.faults for outcome in done))


@contextmanager
def stage() -> Iterator[tuple[Product, World]]:
    """The product with the demonstration, a mail server, the people who act."""
    with a_folder() as folder, mail_server() as mail:
        product = Product(folder, {"ODD17_SMTP_URL": mail.url})
        product.run("demo")
        with running(product):
            yield product, settled(product, mail)


def programme(product: Product, world: World, rounds: range, seed: int) -> Iterator[Outcome]:
    """The chance of a round is that of its number, whatever the rounds played before it."""
    for number in rounds:
        try:
            outcome = play(product, world, number, random.Random(f"{seed}:{number}"))
        except AssertionError as left:  # it did not come back, or work stays undone
            outcome = Outcome(number, VICTIMS[number % len(VICTIMS)], NEVER, 0, 0, [str(left)])
        if number % EXAMINED_EVERY == 0 or number == rounds[-1]:
            outcome.faults += examined(product, world)
        for fault in outcome.faults:
            say(f"tour {number} ({outcome.victim})\u00a0: {fault}")
        say(f"tour {number}\u00a0: {outcome.victim}, {outcome.acknowledged}/{outcome.sent}, {outcome.back:.2f} s")
        yield outcome


def examined(product: Product, world: World) -> list[str]:
    """What « odd17 doctor » finds in the data, and the chain of the journal."""
    from app.journal.verification import faults_of_chain

    told = product.run("doctor").stdout.splitlines()
    faults = [line for line in told if line.startswith("en faute")]
    with Session(world.engine) as session:
        return faults + faults_of_chain(session)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
