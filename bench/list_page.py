"""The list page: ours beside its peers, pages a second and waiting time, at the same number of clients."""

import json
import subprocess
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from sqlalchemy import create_engine

from bench import servers
from bench.rounds import in_turn
from bench.same_page import first_difference
from bench.sent import save
from bench.statements import ADDRESS, record_page
from bench.visitor import sign_in

CLIENTS = 8
STATEMENTS = Path("var/bench/statements.pickle")
WARM_UP = 0.7
PATIENCE = 300.0  # seconds: among 100,000 projects the first page of each side reads them all
ADMIN = "/admin/project/list"
THREADS = (0, 2, 4, 8)
"""Of gunicorn, tried before anything is measured: none is the `sync` worker."""
Figures = dict[str, float]
Found = dict[str, list[Figures]]


def compare_lists(url: str, rounds: int, seconds: float, budget: float) -> tuple[Found, int]:
    """What each side did in each round, and the number of threads that suits Django best."""
    with ExitStack() as stack:
        cookie = prepare(url)
        threads = best_threads(url, cookie)
        django = partial(servers.django, url, STATEMENTS, threads=threads)
        ports = {
            "nous": stack.enter_context(servers.ours(url, 1)),
            "nous, rien de gardé": stack.enter_context(servers.forgetful(url)),
            "Django": stack.enter_context(django(1)),
            "Django qui garde": stack.enter_context(django(1, keeps=True)),
            "Django, 2 processus": stack.enter_context(django(2)),
            "nous, 2 processus": stack.enter_context(servers.ours(url, 2)),
        }
        check_same(ports, cookie)
        sides = {name: partial(load, port, ADDRESS, cookie, seconds) for name, port in ports.items()}
        sides["starlette-admin"] = partial(
            load, stack.enter_context(servers.starlette_admin(url))[0], ADMIN, cookie, seconds
        )
        sides["route vide"] = partial(load, stack.enter_context(servers.empty()), "/", cookie, seconds)
        warm_up(ports, cookie)
        return in_turn(sides, rounds, budget), threads


def prepare(url: str) -> str:
    """Sign someone in, and keep for the peer what our page reads."""
    engine = create_engine(url)
    cookies = sign_in(engine)
    _, statements = record_page(engine, cookies)
    save(statements, STATEMENTS)
    engine.dispose()
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def best_threads(url: str, cookie: str) -> int:
    rates = {}
    for threads in THREADS:
        with servers.django(url, STATEMENTS, 1, threads) as port:
            warm_up({"Django": port}, cookie)
            rates[threads] = load(port, ADDRESS, cookie, WARM_UP)["rate"]
    return max(rates, key=lambda threads: rates[threads])


def check_same(ports: dict[str, int], cookie: str) -> None:
    """Twice: what was kept after the first is shown by the second."""
    reference = fetch(ports["nous"], cookie)
    for name, port in [*ports.items(), *ports.items()]:
        if difference := first_difference(reference, fetch(port, cookie)):
            raise AssertionError(f"{name} does not show the same page: {difference}")


def fetch(port: int, cookie: str) -> str:
    request = Request(f"http://{servers.HOST}:{port}{ADDRESS}", headers={"Cookie": cookie})
    with urlopen(request, timeout=PATIENCE) as answer:
        html: str = answer.read().decode()
        return html


def warm_up(ports: dict[str, int], cookie: str) -> None:
    for port in ports.values():
        load(port, ADDRESS, cookie, WARM_UP)


def load(port: int, path: str, cookie: str, seconds: float) -> Figures:
    arguments = ["-m", "bench.client", str(port), path, cookie, str(CLIENTS), str(seconds)]
    done = subprocess.run([servers.PYTHON, *arguments], check=True, capture_output=True, timeout=seconds + PATIENCE)
    figures: Figures = json.loads(done.stdout)
    return figures


def in_pages(found: Found, what: str = "rate") -> dict[str, list[Any]]:
    return {name: [each[what] for each in rounds] for name, rounds in found.items()}
