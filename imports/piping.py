"""Talks with a child through its pipes: all it is given, no more than agreed of what it says, no longer than agreed."""

import os
import selectors
import subprocess
import time
from typing import IO

CHUNK_BYTES = 64 * 1024


class TooSlow(Exception):  # noqa: N818 - ce que l’enfant a fait, pas une panne d’ici
    """The child neither answered nor ended in time."""


class TooTalkative(Exception):  # noqa: N818
    """The child answered more than agreed."""


def exchange(process: subprocess.Popen[bytes], payload: bytes, *, seconds: float, most_bytes: int) -> bytes:
    """Gives `payload` and returns the answer; never waits on a full or an empty pipe, whatever the child does."""
    deadline = time.monotonic() + seconds
    given, heard = memoryview(payload), bytearray()
    entrance, exit_ = _pipe(process.stdin), _pipe(process.stdout)
    os.set_blocking(entrance.fileno(), False)
    with selectors.DefaultSelector() as watched:
        watched.register(entrance, selectors.EVENT_WRITE)
        watched.register(exit_, selectors.EVENT_READ)
        while True:
            for key, _ in _ready(watched, deadline):
                if key.fileobj is entrance:
                    given = _give(entrance, given, watched)
                elif not _hear(exit_, heard, most_bytes):
                    return bytes(heard)


def _ready(watched: selectors.BaseSelector, deadline: float) -> list[tuple[selectors.SelectorKey, int]]:
    ready = watched.select(max(0.0, deadline - time.monotonic()))
    if not ready:
        raise TooSlow
    return ready


def _give(entrance: IO[bytes], left: memoryview, watched: selectors.BaseSelector) -> memoryview:
    """A child that ends before having read everything closes the pipe: what it said is still to be heard."""
    try:
        left = left[os.write(entrance.fileno(), left[:CHUNK_BYTES]) :]
    except BrokenPipeError:
        left = left[:0]
    if not left:
        watched.unregister(entrance)
        entrance.close()
    return left


def _hear(exit_: IO[bytes], heard: bytearray, most_bytes: int) -> bool:
    chunk = os.read(exit_.fileno(), CHUNK_BYTES)
    heard += chunk
    if len(heard) > most_bytes:
        raise TooTalkative
    return bool(chunk)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the child was started without its pipes")
    return stream
