"""Runs what waits in the queue: alone (``odd17 worker``) or in a thread beside the site (``odd17 serve``)."""

import asyncio
import contextlib
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import Engine

from app.jobs.logs import speak_json

AT_ONCE = 3
PAUSES: tuple[float, ...] = (1, 2, 5, 10, 30)  # seconds before starting again after a fault, the last one repeated
AFTER_THE_SITE = 4.0
PATIENCE_SECONDS = 60
TELL_EVERY_SECONDS = 0.5

log = structlog.get_logger()


def work(engine: Engine) -> None:
    """Until SIGTERM or SIGINT: the job at hand is finished, nothing new is begun."""
    asyncio.run(_until_told(engine))


async def _until_told(engine: Engine) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await keep_working(engine, stop)


async def keep_working(engine: Engine, stop: asyncio.Event) -> None:
    """Start again whatever happens: a database that restarts is only a pause."""
    speak_json()
    faults = 0
    while not stop.is_set():
        began = time.monotonic()
        fault = (await asyncio.gather(_work_once(engine, stop), return_exceptions=True))[0]
        if not stop.is_set():
            log.warning("worker_restarts", error=type(fault).__name__)
            faults = 0 if time.monotonic() - began > PAUSES[-1] else faults + 1
            await _pause(stop, PAUSES[min(faults, len(PAUSES) - 1)])


async def _work_once(engine: Engine, stop: asyncio.Event) -> None:
    from procrastinate.worker import Worker

    from app.jobs.machine import connector, machine

    app = machine(connector(engine.url.render_as_string(hide_password=False)))
    try:
        opening = asyncio.ensure_future(app.open_async())
        await _until(opening, stop, opening.cancel)
        if not stop.is_set():
            opening.result()
            log.info("worker_ready")
            more = {"bind": engine}
            worker = Worker(app=app, concurrency=AT_ONCE, install_signal_handlers=False, additional_context=more)
            working = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call]
            await _until(working, stop, worker.stop)
            working.result()
    finally:
        await app.close_async()


async def _until(work: "asyncio.Future[Any]", stop: asyncio.Event, tell: Callable[[], object]) -> None:
    """Until it is done. Told to stop, it is told again while it goes on: an order given as it begins may be lost."""
    told = asyncio.create_task(stop.wait())
    await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    while not work.done():
        tell()
        await asyncio.wait({work}, timeout=TELL_EVERY_SECONDS)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


class Beside:
    """The worker of a site without its own: same process, another thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="worker", daemon=True)

    def __enter__(self) -> "Beside":
        self._thread.start()
        self._ready.wait(PATIENCE_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            with contextlib.suppress(RuntimeError):  # it ended meanwhile
                self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(PATIENCE_SECONDS)

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await _pause(self._stop, AFTER_THE_SITE)  # the first page goes first
        await keep_working(self._engine, self._stop)
