"""Servers under measure: each in its own processes, on a free loopback port, stopped at the end."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LOGS = Path("var/bench")
HOST = "127.0.0.1"
START_SECONDS = 60
PYTHON = Path(sys.executable)
COMMAND = "from app.cli import main; main()"


@contextmanager
def ours(url: str, workers: int) -> Iterator[int]:
    """The processes of `odd17 serve`: no access log, one line of our own journal per request."""
    port = free_port()
    start = f"from app.processes import serve; serve(host={HOST!r}, port={port}, workers={workers})"
    with running(["-c", start], port, _ours(url, port), f"ours-{workers}"):
        yield port


@contextmanager
def forgetful(url: str) -> Iterator[int]:
    """Ours, as if something had changed before each page."""
    port = free_port()
    command = ["-m", "uvicorn", "bench.forgetful:create_app", "--factory", "--no-access-log"]
    with running([*command, "--host", HOST, "--port", str(port)], port, _ours(url, port), "forgetful"):
        yield port


def _ours(url: str, port: int) -> dict[str, str]:
    return {"ODD17_DATABASE_URL": url, "ODD17_BASE_URL": f"http://{HOST}:{port}"}


@contextmanager
def serving(url: str) -> Iterator[tuple[int, int]]:
    """`odd17 serve` itself, what does the long work beside the site included: its port and its process."""
    port = free_port()
    address = {"ODD17_DATABASE_URL": url, "ODD17_BASE_URL": f"http://{HOST}:{port}"}
    with running(["-c", COMMAND, "serve", "--host", HOST, "--port", str(port)], port, address, "serve") as process:
        yield port, process


@contextmanager
def importing(url: str) -> Iterator[tuple[int, int]]:
    """The peer's administration: its port and its process. Its preview of a big file would outlast the usual 30 s."""
    port = free_port()
    command = ["-m", "gunicorn", "bench.django_peer.importing.wsgi:application", "--bind", f"{HOST}:{port}"]
    options = ["--workers", "1", "--worker-class", "sync", "--log-level", "warning", "--timeout", "900"]
    with running([*command, *options], port, {"BENCH_DATABASE_URL": url}, "django-importing") as process:
        yield port, process


@contextmanager
def django(url: str, statements: Path, workers: int, threads: int = 0, keeps: bool = False) -> Iterator[int]:
    """`threads`: of each process; none for one request at a time. `keeps`: what it draws, as we do."""
    port = free_port()
    command = ["-m", "gunicorn", "bench.django_peer.wsgi:application", "--bind", f"{HOST}:{port}"]
    kind = ["--worker-class", "gthread", "--threads", str(threads)] if threads else ["--worker-class", "sync"]
    options = ["--workers", str(workers), *kind, "--log-level", "warning", "--timeout", "300"]
    environment = {"BENCH_DATABASE_URL": url, "BENCH_STATEMENTS": str(statements)} | (
        {"BENCH_KEEPS": "1"} if keeps else {}
    )
    with running([*command, *options], port, environment, f"django-{workers}-{threads}"):
        yield port


@contextmanager
def starlette_admin(url: str) -> Iterator[tuple[int, int]]:
    """Its port and its process."""
    port = free_port()
    command = ["-m", "uvicorn", "bench.starlette_peer:app", "--no-access-log"]
    environment = {"BENCH_DATABASE_URL": url}
    with running([*command, "--host", HOST, "--port", str(port)], port, environment, "starlette-admin") as process:
        yield port, process


@contextmanager
def empty(workers: int = 1) -> Iterator[int]:
    """A route that does nothing, on the same server: what no page can exceed."""
    port = free_port()
    command = ["-m", "uvicorn", "bench.empty:app", "--no-access-log", "--workers", str(workers)]
    with running([*command, "--host", HOST, "--port", str(port)], port, {}, "empty"):
        yield port


@contextmanager
def running(arguments: list[str], port: int, environment: Mapping[str, str], name: str) -> Iterator[int]:
    """Gives the process."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, *arguments], env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            wait_for(port, process, name)
            yield process.pid
        finally:
            process.terminate()
            process.wait(15)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], name: str) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{name} did not start: see {LOGS / name}.log")
