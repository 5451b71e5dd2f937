"""What the queue's library and its connections say, as JSON and without their words: those may hold an address."""

import logging

import structlog

SPEAKERS = ("procrastinate", "psycopg.pool", "asyncio")
log = structlog.get_logger()


class AsJson(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        what = getattr(record, "action", None) or record.funcName
        log.log(record.levelno, "queue", source=record.name, what=what, error=error)


def speak_json() -> None:
    """Warnings and faults only: each job done has its own line already."""
    for name in SPEAKERS:
        speaker = logging.getLogger(name)
        speaker.handlers = [AsJson()]
        speaker.setLevel(logging.WARNING)
        speaker.propagate = False
