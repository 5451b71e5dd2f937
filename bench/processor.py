"""Processor time of a server, and apart that of its database: less disturbed than the clock by what else runs."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

CLIENTS = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(process: int) -> float:
    """Of the process, of those it started, and of those of them that have ended."""
    return sum(_ticks(each) for each in _with_children(process)) / TICKS


def seconds_of_base(watcher: Connection) -> float:
    """Of every process that serves this database on this machine, but for the one that asks; and of those, such as
    parallel helpers, that PostgreSQL has seen end."""
    postmaster = int(Path(f"/proc/{watcher.scalar(text('SELECT pg_backend_pid()'))}/stat").read_text().split()[3])
    ended = sum(int(each) for each in _fields(postmaster)[13:15]) / TICKS
    return ended + sum(_on_processor(pid) for pid in watcher.scalars(CLIENTS))


def _on_processor(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return 0


def _with_children(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _with_children(int(child))


def _ticks(process: int) -> int:
    try:
        return sum(int(each) for each in _fields(process)[11:15])
    except FileNotFoundError:  # ended meanwhile: its parent counts it
        return 0


def _fields(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
