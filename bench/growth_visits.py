"""Visits each page of the base of `ODD17_DATA_DIR`, and prints what it cost: `python -m bench.growth_visits ROUNDS`."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from app.db import owner_engine, site_engine
from app.main import create_app
from app.models import Role
from app.schema import bring_up
from app.serving import token_for
from bench.growth_change import ONE_AND_BACK, changes
from bench.growth_pages import addresses
from bench.processor import seconds_of_base
from bench.visitor import EMAIL, sign_in


def main(rounds: int, only: str) -> None:
    bring_up(owner_engine())
    engine = site_engine()
    pages: dict[str, dict[str, float]] = {}
    with TestClient(create_app(engine), base_url="http://127.0.0.1", cookies=sign_in(engine, Role.ADMIN)) as client:
        email = EMAIL.format(Role.ADMIN.value)
        client.headers["Authorization"] = f"Bearer {token_for(engine, email=email, name='Mesures')}"
        for name, address in addresses(engine):
            if name.startswith(only):
                pages[name] = visited(client, engine, address, rounds)
                sys.stderr.write(f"{name} {pages[name]}\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps({"pages": pages, "memory_mb": memory}) + "\n")


def visited(client: TestClient, engine: Engine, address: str, rounds: int) -> dict[str, float]:
    """The first visit also fills what a server keeps until something changes: apart. Of the others, the smallest."""
    first, *found = [visit(client, engine, address) for _ in range(rounds + 1)]
    smallest = {figure: min(one[figure] for one in found) for figure in first}
    changed = [visit(client, engine, address) for _ in islice(changes(owner_engine()), ONE_AND_BACK)]
    return {**smallest, "first_ms": together(first), "after_change_ms": min(map(together, changed))}


def together(one: dict[str, float]) -> float:
    """Server and base."""
    return round(one["cpu_ms"] + one["sql_cpu_ms"], 1)


def visit(client: TestClient, engine: Engine, address: str) -> dict[str, float]:
    with statements(engine) as seen, owner_engine().connect() as watcher:
        base, ours, started = seconds_of_base(watcher), time.process_time(), time.perf_counter()
        answer = client.get(address, follow_redirects=False)
        elapsed = {"wall_ms": time.perf_counter() - started, "cpu_ms": time.process_time() - ours}
        elapsed["sql_cpu_ms"] = seconds_of_base(watcher) - base
    if answer.status_code != 200:
        sys.stderr.write(f"{address}: {answer.status_code}\n")
    figures = {name: round(seconds * 1000, 1) for name, seconds in elapsed.items()}
    return {**figures, "sql_ms": round(sum(seen) * 1000, 1), "statements": len(seen), "bytes": len(answer.content)}


@contextmanager
def statements(engine: Engine) -> Iterator[list[float]]:
    """How long each statement of this engine lasted."""
    seen: list[float] = []
    begun: list[float] = []

    def before(*_: Any) -> None:
        begun.append(time.perf_counter())

    def after(*_: Any) -> None:
        seen.append(time.perf_counter() - begun.pop())

    listeners: tuple[tuple[str, Callable[..., None]], ...] = (
        ("before_cursor_execute", before),
        ("after_cursor_execute", after),
    )
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield seen
    for name, listener in listeners:
        event.remove(engine, name, listener)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
