"""What answers: this process alone, or several, each with a queue of connections of its own."""

import logging
import socket
import sys

import uvicorn
from uvicorn.config import Config
from uvicorn.server import Server

STARTING_SECONDS = 60  # on a busy machine a process takes long to start: it is not a dead one
LEAVING_SECONDS = 60  # a page takes at most half of it
HAS_QUEUES = sys.platform == "linux"  # elsewhere SO_REUSEPORT does not share connections out

log = logging.getLogger("uvicorn.error")


def serve(*, host: str, port: int, workers: int) -> None:
    config = configuration(host, port, workers)
    if workers > 1:
        from app.team import Team

        Team(config, queues(config)).run()
    else:
        _alone(config)


def configuration(host: str, port: int, workers: int) -> Config:
    """Asked to leave, it waits for what has begun, but not for someone who never ends what they send."""
    return Config(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        timeout_worker_healthcheck=STARTING_SECONDS,
        timeout_graceful_shutdown=LEAVING_SECONDS // 2,
        log_config=None,
        access_log=False,
    )


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
