"""Statements counted and timed; those that take too long are written in the log, by their shape."""

import re
import time
from hashlib import sha256
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, event

from app.metrics.asked import at_hand, whereabouts
from app.settings import settings

LONGEST = 2_000  # characters of a statement in the log
LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
SPACES = re.compile(r"\s+")
BEGUN = "odd17_begun"

log = structlog.get_logger("odd17.database")


def watch() -> None:
    """Of every engine of this process; said twice, it counts once."""
    if not event.contains(Engine, "before_cursor_execute", _begin):
        event.listen(Engine, "before_cursor_execute", _begin)
        event.listen(Engine, "after_cursor_execute", _end)


def shape(statement: str) -> str:
    """Without any value: those of a request never are in the text, and what was written there by us goes too."""
    return SPACES.sub(" ", LITERAL.sub("?", statement)).strip()[:LONGEST]


def name_of(shape: str) -> str:
    """The same for the same shape: what lines are grouped by."""
    return sha256(shape.encode()).hexdigest()[:12]


def _begin(connection: Connection, *_: Any) -> None:
    connection.info[BEGUN] = time.perf_counter()


def _end(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    count(statement, time.perf_counter() - connection.info.pop(BEGUN, time.perf_counter()))


def count(statement: str, seconds: float) -> None:
    """Put down to the request at hand."""
    if asked := at_hand.get():
        asked.statements += 1
        asked.seconds += seconds
    if 0 < settings().slow_query_ms <= seconds * 1000:
        told = shape(statement)
        log.warning(
            "slow_query", route=whereabouts(), milliseconds=round(seconds * 1000), name=name_of(told), statement=told
        )
