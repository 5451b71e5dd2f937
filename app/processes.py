"""The processes that answer: each with a queue of connections of its own, replaced without losing a request.

They are replaced on SIGHUP: the new ones answer before the old ones stop taking connections. Each old one then
finishes what it has begun, says to each browser still connected to connect again, and leaves.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence

import uvicorn
from uvicorn.config import Config
from uvicorn.server import Server
from uvicorn.supervisors.multiprocess import Multiprocess, Process

RETIRE = getattr(signal, "SIGUSR1", None)  # not on Windows, which has no SIGHUP either
STARTING_SECONDS = 60  # on a busy machine a process takes long to start: it is not a dead one
RENEWING_SECONDS = 180  # the former ones answer meanwhile: nothing presses
LEAVING_SECONDS = 60  # a page takes at most half of it
LOOK_EVERY_SECONDS = 0.05
CLOSE = (b"connection", b"close")
HAS_QUEUES = sys.platform == "linux"  # elsewhere SO_REUSEPORT does not share connections out

log = logging.getLogger("uvicorn.error")


def serve(*, host: str, port: int, workers: int) -> None:
    config = Config(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        timeout_worker_healthcheck=STARTING_SECONDS,
        log_config=None,
        access_log=False,
    )
    if workers > 1:
        Team(config, queues(config)).run()
    else:
        _alone(config)


def _alone(config: Config) -> None:
    server = Server(config)
    try:
        server.run()
    except KeyboardInterrupt:
        return
    if not server.started:
        sys.exit(uvicorn.config.STARTUP_FAILURE)


def queues(config: Config) -> list[socket.socket]:
    """One per process: with a single one, the first process awake takes all the connections that wait.

    They are ours and outlive each process, so that nothing waiting in them is lost when one is replaced.
    """
    if not HAS_QUEUES:
        return [config.bind_socket()] * config.workers
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    made: list[socket.socket] = []
    for _ in range(config.workers):
        queue = socket.socket(family)
        queue.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        queue.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            queue.bind((config.host, made[0].getsockname()[1] if made else config.port))
        except OSError as fault:
            log.error("%s", fault)
            sys.exit(uvicorn.config.STARTUP_FAILURE)
        queue.listen(config.backlog)
        queue.set_inheritable(True)
        made.append(queue)
    return made


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
    def target(self, sockets: list[socket.socket] | None = None) -> None:
        if RETIRE is not None:
            signal.signal(RETIRE, self.server.retire)
        super().target(sockets)

    @property
    def server(self) -> Patiently:
        if not isinstance(self._server, Patiently):
            self._server = Patiently(config=self.config)
        return self._server

    def retire(self) -> None:
        if self.process.exitcode is None and self.pid is not None and RETIRE is not None:
            os.kill(self.pid, RETIRE)

    def see_out(self) -> None:
        self.process.join(LEAVING_SECONDS)
        self.kill()
        self.process.join()


class Team(Multiprocess):
    def __init__(self, config: Config, sockets: Sequence[socket.socket]) -> None:
        super().__init__(config, list(sockets))

    def init_processes(self) -> None:
        self.processes = [self._start(place) for place in range(self.processes_num)]

    def _start(self, place: int) -> Member:
        process = Member(self.config, [self.sockets[place]])
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
        """The new ones answer first; when one cannot, the old ones stay."""
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
            process.see_out()

    def handle_ttin(self) -> None:
        """Their number is that of the queues."""

    def handle_ttou(self) -> None:
        """Their number is that of the queues."""
