"""The list page: ours against Django's, pages a second and waiting time, at the same number of clients."""

import json
import statistics
import subprocess
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from sqlalchemy import create_engine

from bench import servers
from bench.rounds import in_turn, ratio
from bench.same_page import first_difference
from bench.sent import save
from bench.statements import ADDRESS, record_page
from bench.visitor import sign_in

CLIENTS = 8
STATEMENTS = Path("var/bench/statements.pickle")
WARM_UP = 0.7
SHOWN = ("rate", "p50", "p99")
Figures = dict[str, float]


def compare_lists(url: str, projects: int, rounds: int, seconds: float, budget: float) -> dict[str, Any]:
    with ExitStack() as stack:
        cookie = prepare(url)
        ports = {
            "nous, 1 processus": stack.enter_context(servers.ours(url, 1)),
            "Django, 1 processus": stack.enter_context(servers.django(url, STATEMENTS, 1)),
            "Django, 2 processus": stack.enter_context(servers.django(url, STATEMENTS, 2)),
            "nous, 2 processus": stack.enter_context(servers.ours(url, 2)),
        }
        check_same(ports, cookie)
        sides = {name: partial(load, port, ADDRESS, cookie, seconds) for name, port in ports.items()}
        sides["route vide"] = partial(load, stack.enter_context(servers.empty()), "/", cookie, seconds)
        warm_up(ports, cookie)
        return summary(projects, in_turn(sides, rounds, budget))


def prepare(url: str) -> str:
    """Sign someone in, and keep for the peer what our page reads."""
    engine = create_engine(url)
    cookies = sign_in(engine)
    _, statements = record_page(engine, cookies)
    save(statements, STATEMENTS)
    engine.dispose()
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def check_same(ports: dict[str, int], cookie: str) -> None:
    pages = {name: fetch(port, cookie) for name, port in ports.items()}
    reference = pages.pop("nous, 1 processus")
    for name, html in pages.items():
        if difference := first_difference(reference, html):
            raise AssertionError(f"{name} does not show the same page: {difference}")


def fetch(port: int, cookie: str) -> str:
    request = Request(f"http://{servers.HOST}:{port}{ADDRESS}", headers={"Cookie": cookie})
    with urlopen(request, timeout=30) as answer:
        html: str = answer.read().decode()
        return html


def warm_up(ports: dict[str, int], cookie: str) -> None:
    for port in ports.values():
        load(port, ADDRESS, cookie, WARM_UP)


def load(port: int, path: str, cookie: str, seconds: float) -> Figures:
    arguments = ["-m", "bench.client", str(port), path, cookie, str(CLIENTS), str(seconds)]
    done = subprocess.run([servers.PYTHON, *arguments], check=True, capture_output=True, timeout=seconds + 60)
    figures: Figures = json.loads(done.stdout)
    return figures


def summary(projects: int, found: dict[str, list[Figures]]) -> dict[str, Any]:
    rates = {name: [each["rate"] for each in rounds] for name, rounds in found.items()}
    return {
        "projects": projects,
        "clients": CLIENTS,
        "rounds": len(rates["route vide"]),
        "sides": {
            name: {what: statistics.median(each[what] for each in found[name]) for what in SHOWN} for name in found
        },
        "ratios": {
            "1 contre 1": ratio(rates["nous, 1 processus"], rates["Django, 1 processus"]),
            "2 contre 2": ratio(rates["nous, 2 processus"], rates["Django, 2 processus"]),
            "1 contre 2": ratio(rates["nous, 1 processus"], rates["Django, 2 processus"]),
            "part de la route vide": ratio(rates["nous, 1 processus"], rates["route vide"]),
        },
        "each_round": found,
    }
