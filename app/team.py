"""The processes that answer together, replaced on SIGHUP without losing a request.

The new ones answer before the old ones stop taking connections. Each old one then finishes what it has begun, says to
each browser still connected to connect again, and leaves.
"""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Sequence
from multiprocessing import parent_process
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import cast

import uvicorn
from uvicorn._subprocess import subprocess_started
from uvicorn.config import Config
from uvicorn.server import Server
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from app.ahead import forked
from app.processes import LEAVING_SECONDS, STARTING_SECONDS

RETIRE = getattr(signal, "SIGUSR1", None)  # not on Windows, which has no SIGHUP either
RENEWING_SECONDS = 180  # the former ones answer meanwhile: nothing presses
LOOK_EVERY_SECONDS = 0.05
CLOSE = (b"connection", b"close")

log = logging.getLogger("uvicorn.error")


class Patiently(Server):
    """A server that can retire: no connection is cut between two requests of a browser."""

    is_retiring = False

    def retire(self, *_: object) -> None:
        self.is_retiring = self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.is_retiring:
            await self._see_off()
        await super().shutdown(sockets)

    async def _see_off(self) -> None:
        for server in self.servers:
            server.close()
        self.server_state.default_headers = [*self.server_state.default_headers, CLOSE]
        limit = asyncio.get_running_loop().time() + LEAVING_SECONDS / 2
        while self.server_state.connections and asyncio.get_running_loop().time() < limit:
            await asyncio.sleep(LOOK_EVERY_SECONDS)


class Member(Process):
    def __init__(self, config: Config, queue: socket.socket, *, is_copy: bool) -> None:
        super().__init__(config, [queue])
        self.environment = dict(os.environ)  # the one it is copied from began before all was settled
        given = {"config": config, "target": self.target, "sockets": [queue], "stdin_fileno": None}
        copy = forked(subprocess_started, **given) if is_copy else None
        self.process = cast(SpawnProcess, copy) or self.process

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        os.environ.update(self.environment)
        if RETIRE is not None:
            signal.signal(RETIRE, self.server.retire)
        Thread(target=leave_with_the_parent, daemon=True).start()
        super().target(sockets)

    @property
    def server(self) -> Patiently:
        if not isinstance(self._server, Patiently):
            self._server = Patiently(config=self.config)
        return self._server

    def retire(self) -> None:
        if self.process.exitcode is None and self.pid is not None and RETIRE is not None:
            os.kill(self.pid, RETIRE)

    def join(self) -> None:
        """It is given the time to finish, and no more."""
        self.process.join(LEAVING_SECONDS)
        self.kill()
        self.process.join()


def leave_with_the_parent() -> None:
    """Killed, it could not say so: nobody would be left to replace the processes, nor to stop them."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


class Team(Multiprocess):
    is_renewed = False

    def __init__(self, config: Config, sockets: Sequence[socket.socket]) -> None:
        super().__init__(config, list(sockets))

    def init_processes(self) -> None:
        self.processes = [self._start(place) for place in range(self.processes_num)]

    def _start(self, place: int) -> Member:
        process = Member(self.config, self.sockets[place], is_copy=not self.is_renewed)
        process.start()
        return process

    def keep_subprocess_alive(self) -> None:
        """One that died is replaced; one that cannot start stops the site."""
        for place, process in enumerate(self.processes):
            if self.should_exit.is_set() or process.is_alive(timeout=STARTING_SECONDS):
                continue
            process.kill()
            process.join()
            if process.exitcode == uvicorn.config.STARTUP_FAILURE:
                self.should_exit.set()
            else:
                self.processes[place] = self._start(place)

    def restart_all(self) -> None:
        """The new ones answer first, with the code of now; when one cannot, the old ones stay."""
        self.is_renewed = True
        old, new = self.processes, [self._start(place) for place in range(self.processes_num)]
        if all(process.wait_until_ready(RENEWING_SECONDS, self.should_exit) for process in new):
            self.processes = list(new)
            leaving = [process for process in old if isinstance(process, Member)]
        else:
            log.error("a new process did not start: the former ones stay")
            leaving = new
        for process in leaving:
            process.retire()
        for process in leaving:
            process.join()

    def handle_ttin(self) -> None:
        """Their number is that of the queues."""

    def handle_ttou(self) -> None:
        """Their number is that of the queues."""
