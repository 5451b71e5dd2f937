"""The site on its trial database, started, stopped, killed as on someone's machine: seconds until a page is there."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from sqlalchemy import Engine, create_engine

from bench.filled import copied, run
from bench.processor import seconds_of
from bench.servers import HOST, free_port
from bench.visitor import sign_in

HOME = Path("var/bench/cold")
EVERY, AT_MOST = 0.01, 300
LIST, ENTRY = "/projets", "/connexion"
COUNT = re.compile(r"([\d\u202f]+)[ \u00a0]projets?\b")


@dataclass
class Site:
    """``cookie``: of someone signed in, who asks for the portfolio; without one, the first page is the entry."""

    folder: Path
    workers: int = 1
    cookie: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until the page is read whole."""
        began = time.monotonic()
        self.process = run(self.folder, "serve", "--port", str(self.port), "--workers", str(self.workers))
        self.page()
        return time.monotonic() - began

    def page(self) -> str:
        limit = time.monotonic() + AT_MOST
        request = Request(f"http://{HOST}:{self.port}{LIST if self.cookie else ENTRY}", headers={"Cookie": self.cookie})
        while time.monotonic() < limit:
            try:
                with urlopen(request, timeout=30) as answer:
                    html: str = answer.read().decode()
                    return html
            except (URLError, ConnectionError, TimeoutError):
                if self.process and self.process.poll() is not None:
                    break
                time.sleep(EVERY)
        raise TimeoutError(f"no page of {self.folder}")

    def processor(self) -> float:
        return seconds_of(self.process.pid) if self.process else 0.0

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(60)
            self.process = None

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    def kill_database(self) -> None:
        os.kill(int((self.folder / "postgresql/postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGKILL)

    def engine(self) -> Engine:
        folder = (self.folder / "postgresql/postmaster.pid").read_text().splitlines()[4]
        return create_engine(f"postgresql+psycopg://postgres@/odd17?host={folder}")


@contextmanager
def site_of(projects: int) -> Iterator[Site]:
    """Filled, someone signed in, served once; removed after."""
    site = Site(HOME / f"{projects}-{os.getpid()}")
    copied(projects, site.folder)
    try:
        site.start()
        engine = site.engine()
        site.cookie = "; ".join(f"{name}={value}" for name, value in sign_in(engine).items())
        engine.dispose()
        yield site
    finally:
        site.stop()
        shutil.rmtree(site.folder, ignore_errors=True)


def count_told(page: str) -> int:
    found = COUNT.search(page)
    return int(found[1].replace("\u202f", "")) if found else 0
