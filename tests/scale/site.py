"""« odd17 serve » in processes of its own, over a database given to it, and partners who answer."""

import asyncio
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.models import Answer
from bench.respondents import IN_A_CAMPAIGN, Browser, open_browsers
from bench.saving_client import QUESTIONS, Partner
from tests import factories as make
from tests.faults.product import free_port
from tests.support.command import ODD17, environment

START_SECONDS = 90.0
PAUSE_SECONDS = 0.1
COPIED = "serve"  # in the command of the process set apart: a copy has that of its father
ANSWER_SECONDS = 90.0  # an answer that never comes is a fault, not a wait


@dataclass
class Site:
    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def members(self) -> set[int]:
        """The processes that answer: copies of the one that loads the site, or those that replaced them."""
        first = children(self.process.pid, COPIED)
        return children(self.process.pid, "spawn_main").union(*(children(one) for one in first))

    def renew(self) -> None:
        """As a service manager asks for, and waits: every process has been replaced."""
        before = self.members()
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(self.members()) == len(before) and not self.members() & before, 240)


def children(parent: int, kind: str = "") -> set[int]:
    found = subprocess.run(["pgrep", "-P", str(parent), "-f", kind], capture_output=True, check=False, timeout=20)
    return {int(number) for number in found.stdout.split()}


@contextmanager
def site(settings: Mapping[str, str], folder: Path, *options: str) -> Iterator[Site]:
    port = free_port()
    address = {"ODD17_DATA_DIR": str(folder), "ODD17_BASE_URL": f"http://127.0.0.1:{port}"}
    with (folder / "site.log").open("wb") as said:
        process = subprocess.Popen(
            [ODD17, "serve", "--no-worker", "--port", str(port), *options],
            env={**environment(), **address, **settings}, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            found = Site(process, port)
            wait_until(lambda: answers(found), START_SECONDS)
            yield found
        finally:
            process.terminate()
            process.wait(60)


def answers(site: Site) -> bool:
    try:
        return httpx2.get(f"{site.url}/connexion").status_code == 200
    except httpx2.TransportError:
        return False


def wait_until(happens: Callable[[], bool], seconds: float = 60.0) -> None:
    limit = time.monotonic() + seconds
    while not happens():
        if time.monotonic() > limit:
            raise AssertionError("waited in vain")
        time.sleep(0.05)


@dataclass
class Partners:
    """Each goes on when its answer is kept; `kept` counts what each was told was kept, by question."""

    port: int
    browsers: list[Browser]
    kept: Counter[tuple[int, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    async def answer_until(self, over: asyncio.Event) -> None:
        await asyncio.gather(*(self._answer(browser, over) for browser in self.browsers))

    async def _answer(self, browser: Browser, over: asyncio.Event) -> None:
        partner = Partner(self.port, *browser)
        try:
            while not over.is_set():
                question = QUESTIONS[partner.number % len(QUESTIONS)]
                await asyncio.wait_for(partner.save(), ANSWER_SECONDS)
                self.kept[browser.respondent, question] += 1
                await asyncio.sleep(PAUSE_SECONDS)
        except (OSError, RuntimeError, EOFError, TimeoutError) as fault:
            self.faults.append(repr(fault)[:300])
        finally:
            await partner.connection.close()


def invited(engine: Engine, count: int) -> list[Browser]:
    with Session(engine) as session:
        make.a_project(session)
        for _ in range(IN_A_CAMPAIGN):
            make.an_organisation(session)
        session.commit()
    return open_browsers(engine, count)


def versions(engine: Engine) -> Counter[tuple[int, str]]:
    """How many times each answer was written: once for each time its partner was told so."""
    with engine.connect() as connection:
        rows = connection.execute(select(Answer.respondent_id, Answer.question_code, Answer.version))
        return Counter({(respondent, question): version for respondent, question, version in rows})


def run_while(partners: Partners, work: Callable[[], object]) -> None:
    """`work` in a thread, while the partners answer."""

    async def both() -> None:
        over = asyncio.Event()
        answering = asyncio.create_task(partners.answer_until(over))
        await asyncio.to_thread(work)
        over.set()
        await answering

    with ThreadPoolExecutor(1) as apart:  # a test of a browser leaves its own loop running in this thread
        apart.submit(asyncio.run, both()).result(600)
