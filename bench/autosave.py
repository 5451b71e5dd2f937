"""Two hundred partners who answer at once: ours against a form saved by Django, answers kept a second, waiting time."""

import json
import subprocess
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, create_engine

from bench import servers
from bench.respondents import Browser, answers, forget_answers, open_browsers, write_browsers
from bench.rounds import in_turn

PARTNERS = 200
PACE = 100  # answers a second, all partners together, for the waiting time
FILE = Path("var/bench/browsers.json")
OURS, DJANGO, WITH_THREADS = "nous, 1 processus", "Django, 1 processus", "Django, 1 processus à 4 fils"
Figures = dict[str, float]


def compare_saves(url: str, rounds: int, seconds: float, budget: float) -> dict[str, list[Figures]]:
    """Each side as fast as it goes, then at a pace; both kinds in every round."""
    engine = create_engine(url)
    browsers = open_browsers(engine, PARTNERS)
    write_browsers(browsers, FILE)
    with ExitStack() as stack:
        ports = {
            OURS: stack.enter_context(servers.ours(url, 1)),
            DJANGO: stack.enter_context(servers.django(url, FILE, 1)),
            WITH_THREADS: stack.enter_context(servers.django(url, FILE, 1, threads=4)),
            "Django, 2 processus": stack.enter_context(servers.django(url, FILE, 2)),
        }
        check_same(engine, ports, browsers)
        sides = {name: partial(fresh_load, engine, browsers, port, seconds, 0) for name, port in ports.items()}
        slowly = {
            paced(name): partial(fresh_load, engine, browsers, ports[name], seconds, PACE) for name in (OURS, DJANGO)
        }
        found = in_turn(sides | slowly, rounds, budget)
    engine.dispose()
    return found


def paced(name: str) -> str:
    return f"{name}, {PACE}/s"


def check_same(engine: Engine, ports: dict[str, int], browsers: list[Browser]) -> None:
    """The same answers sent to each side leave the same rows, version by version."""
    kept = {}
    for name, port in ports.items():
        forget_answers(engine, browsers)
        run("bench.saving_check", str(port), str(FILE))
        kept[name] = answers(engine, browsers)
    reference = kept.pop(OURS)
    if not reference:
        raise AssertionError("nothing was saved")
    for name, rows in kept.items():
        if rows != reference:
            raise AssertionError(f"{name} does not keep the same answers: {len(rows)} rows / {len(reference)}")


def fresh_load(engine: Engine, browsers: list[Browser], port: int, seconds: float, pace: float) -> Figures:
    forget_answers(engine, browsers)
    figures: Figures = json.loads(run("bench.saving_client", str(port), str(FILE), str(seconds), str(pace)))
    return figures


def run(module: str, *arguments: str) -> bytes:
    command = [str(servers.PYTHON), "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=120).stdout
