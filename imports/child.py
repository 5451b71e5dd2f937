"""The child process: bounds itself, takes one request on its input, writes one answer on its output.

It is started by `imports.sandbox` and never imported by anything else: a hostile file can only harm this process.
Everything it may need is loaded before it bounds itself, for afterwards it can open nothing: no file, no connection.
"""

import codecs
import json
import resource
import signal
import sys
from collections.abc import Callable

from imports.archive import check_archive
from imports.delimited import read_delimited
from imports.errors import UnreadableFile
from imports.limits import MEMORY_BYTES, cpu_seconds, marking_cpu_seconds
from imports.recognised import ZIP_MARK, is_workbook

Order = tuple[Callable[[bytes], bytes], Callable[[int], float]]
"""What answers, and the processor time it is granted for so many bytes."""

STANDARD_STREAMS = 3
# Les jeux de caractères que zipfile, expat et les CSV vont chercher.
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "cp850",
    "mac_roman",
    "cp437",
    "latin-1",
    "iso8859-15",
)
TOO_GREEDY = "Ce classeur demande trop de mémoire pour être lu\u202f: séparez-le en plusieurs."


def main(order: str, ahead: str = "") -> None:
    """`ahead`: started before there is a file, it loads what reading a workbook takes, then waits for one."""
    if ahead:
        to_read(ZIP_MARK)
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    payload = sys.stdin.buffer.read()
    answer, seconds = ORDERS[order](payload)
    bound_this_process(seconds(len(payload)))
    sys.stdout.buffer.write(answer(payload))
    sys.stdout.buffer.flush()


def bound_this_process(seconds: float) -> None:
    """Memory, processor time, nothing opened and nothing written; the wall clock is watched by the parent."""
    _bound(resource.RLIMIT_AS, MEMORY_BYTES)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_NOFILE, STANDARD_STREAMS)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # compte le temps de calcul, et finit le processus


def _bound(limit: int, value: int) -> None:
    """A machine may already allow less: a limit is lowered, never raised."""
    _, ceiling = resource.getrlimit(limit)
    bounded = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
    resource.setrlimit(limit, (bounded, bounded))


def answer_read(content: bytes) -> bytes:
    """JSON: what the file holds, or the sentence that refuses it."""
    try:
        return json.dumps(read(content)).encode()
    except UnreadableFile as refusal:
        return json.dumps({"refusal": refusal.sentence}).encode()
    except MemoryError:
        return json.dumps({"refusal": TOO_GREEDY}).encode()


def read(content: bytes) -> dict[str, object]:
    if not is_workbook(content):
        return read_delimited(content)
    check_archive(content)
    from imports.spreadsheet import read_spreadsheet

    return read_spreadsheet(content)


def to_read(content: bytes) -> Order:
    """openpyxl takes three times as long to load as a small CSV to read."""
    if content.startswith(ZIP_MARK):
        import imports.spreadsheet  # noqa: F401
    return answer_read, cpu_seconds


def to_mark(_: bytes) -> Order:
    from imports.marking.book import answer_mark  # la moitié d’openpyxl, dont lire se passe

    return answer_mark, marking_cpu_seconds


ORDERS = {"read": to_read, "mark": to_mark}
