"""The product as it is really run: the site and the worker in processes of their own, on the trial server."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

import httpx2
from sqlalchemy import Engine, NullPool, create_engine

from tests.support.command import ODD17, environment

SITE, WORKER, DATABASE = "site", "worker", "database"
Process = subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Product:
    """``settings``: more ODD17_… variables; ``site``: more options of « odd17 serve »."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    site: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    processes: dict[str, Process] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def lock_file(self) -> Path:
        return self.folder / "postgresql" / "postmaster.pid"

    def start_site(self) -> None:
        self._start(SITE, "serve", "--no-worker", "--port", str(self.port), *self.site)

    def start_worker(self) -> None:
        self._start(WORKER, "worker")

    def start(self, name: str) -> None:
        """What a service manager does with a process that died; the database is brought back by the others."""
        if name == SITE:
            self.start_site()
        elif name == WORKER:
            self.start_worker()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ODD17, *arguments], env=self._environment(), capture_output=True, text=True, timeout=180, check=False
        )

    def kill(self, name: str) -> None:
        """As the machine does when it has no memory left: nothing is said, nothing is tidied."""
        if name == DATABASE:
            os.kill(self.postmaster(), signal.SIGKILL)
            return
        process = self.processes.pop(name)
        process.kill()
        process.wait(30)

    def stop(self, name: str, patience: float = 30) -> int:
        process = self.processes[name]
        process.terminate()
        code = process.wait(patience)
        del self.processes[name]
        return code

    def postmaster(self) -> int:
        return int(self.lock_file.read_text().split("\n", 1)[0])

    def backends(self) -> list[int]:
        """The server and each of its processes."""
        pid = self.postmaster()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *map(int, children)]

    def engine(self) -> Engine:
        """To look at what is kept, as the owner; no connection is kept open."""
        socket_folder = self.lock_file.read_text().splitlines()[4]
        return create_engine(f"postgresql+psycopg://postgres@/odd17?host={quote(socket_folder)}", poolclass=NullPool)

    def first_page(self, patience: float = 300) -> float:
        """Seconds until a page is answered again."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            with suppress(httpx2.HTTPError):
                if httpx2.get(f"{self.url}/connexion", timeout=10).status_code == 200:
                    return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError(f"no page after {patience} s")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def _start(self, name: str, *arguments: str) -> None:
        with self._log_file(name) as log:
            self.processes[name] = subprocess.Popen(
                [ODD17, *arguments], env=self._environment(), stdout=log, stderr=log
            )

    def _log_file(self, name: str) -> IO[bytes]:
        return (self.folder / f"{name}.log").open("ab")

    def _environment(self) -> dict[str, str]:
        runtime = self.folder / "run" / "python_PostgresServer"  # where the wheel keeps its lock: one per machine else
        runtime.mkdir(parents=True, exist_ok=True)
        own = {
            "XDG_RUNTIME_DIR": str(runtime.parent),
            "ODD17_DATA_DIR": str(self.folder),
            "ODD17_BASE_URL": self.url,
            "ODD17_SECOND_FACTOR": "optionnel",
        }
        return environment(**own | self.settings)


@contextmanager
def a_folder() -> Iterator[Path]:
    """Where the trial server may come in, which runs as another user when we are root (not so in those of pytest)."""
    with tempfile.TemporaryDirectory(prefix="odd17-pannes-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def running(product: Product, *, worker: bool = True) -> Iterator[Product]:
    product.start_site()
    if worker:
        product.start_worker()
    try:
        product.first_page()
        yield product
    finally:
        for name in list(product.processes):
            with suppress(subprocess.TimeoutExpired):
                product.stop(name)
        _bury(product)


def _bury(product: Product) -> None:
    for process in product.processes.values():
        process.kill()
    with suppress(OSError, ValueError):
        os.kill(product.postmaster(), signal.SIGQUIT)
