"""Processor time of a server: less disturbed than the clock by what else runs. That of its database is not counted."""

import os
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(process: int) -> float:
    """Of the process, of those it started, and of those of them that have ended."""
    return sum(_ticks(each) for each in _with_children(process)) / TICKS


def _with_children(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _with_children(int(child))


def _ticks(process: int) -> int:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except FileNotFoundError:  # ended meanwhile: its parent counts it
        return 0
    return sum(int(each) for each in fields[11:15])
