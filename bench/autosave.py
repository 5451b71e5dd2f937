"""Two hundred partners who answer at once: ours against a form saved by Django, answers kept a second, waiting time."""

import json
import statistics
import subprocess
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine

from bench import servers
from bench.respondents import Browser, answers, forget_answers, open_browsers, write_browsers
from bench.rounds import in_turn, ratio

PARTNERS = 200
PACE = 100  # answers a second, all partners together, for the waiting time
FILE = Path("var/bench/browsers.json")
SHOWN = ("rate", "p50", "p99")
Figures = dict[str, float]


def compare_saves(url: str, projects: int, rounds: int, seconds: float, budget: float) -> dict[str, Any]:
    engine = create_engine(url)
    browsers = open_browsers(engine, PARTNERS)
    write_browsers(browsers, FILE)
    with ExitStack() as stack:
        ports = {
            "nous, 1 processus": stack.enter_context(servers.ours(url, 1)),
            "Django, 1 processus": stack.enter_context(servers.django(url, FILE, 1)),
            "Django, 2 processus": stack.enter_context(servers.django(url, FILE, 2)),
        }
        check_same(engine, ports, browsers)
        sides = {name: partial(fresh_load, engine, port, seconds, 0) for name, port in ports.items()}
        paced = {f"{name}, {PACE}/s": partial(fresh_load, engine, port, seconds, PACE) for name, port in ports.items()}
        found = in_turn(sides | paced, rounds, budget)
    engine.dispose()
    return summary(projects, found)


def check_same(engine: Engine, ports: dict[str, int], browsers: list[Browser]) -> None:
    """The same answers sent to each side leave the same rows, version by version."""
    kept = {}
    for name, port in ports.items():
        forget_answers(engine)
        run("bench.saving_check", str(port), str(FILE))
        kept[name] = answers(engine)
    reference = kept.pop("nous, 1 processus")
    if not reference:
        raise AssertionError("nothing was saved")
    for name, rows in kept.items():
        if rows != reference:
            raise AssertionError(f"{name} does not keep the same answers: {len(rows)} rows / {len(reference)}")


def fresh_load(engine: Engine, port: int, seconds: float, pace: float) -> Figures:
    forget_answers(engine)
    figures: Figures = json.loads(run("bench.saving_client", str(port), str(FILE), str(seconds), str(pace)))
    return figures


def run(module: str, *arguments: str) -> bytes:
    command = [servers.PYTHON, "-m", module, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=120).stdout


def summary(projects: int, found: dict[str, list[Figures]]) -> dict[str, Any]:
    rates = {name: [each["rate"] for each in rounds] for name, rounds in found.items()}
    waits = {name: [each["p99"] for each in rounds] for name, rounds in found.items()}
    ours, theirs = "nous, 1 processus", "Django, 1 processus"
    return {
        "projects": projects,
        "partners": PARTNERS,
        "rounds": len(rates[ours]),
        "sides": {
            name: {what: statistics.median(each[what] for each in found[name]) for what in SHOWN} for name in found
        },
        "ratios": {
            "1 contre 1": ratio(rates[ours], rates[theirs]),
            "1 contre 2": ratio(rates[ours], rates["Django, 2 processus"]),
            f"attente à {PACE}/s, 1 contre 1": ratio(waits[f"{theirs}, {PACE}/s"], waits[f"{ours}, {PACE}/s"]),
        },
        "each_round": found,
    }
