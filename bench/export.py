"""The workbooks that leave: our writer against pandas on the same cells and against zlib on the same XML."""

import json
import statistics
import subprocess
import time
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from sqlalchemy import Engine, create_engine

from bench.reports import DATABASES, READERS
from bench.rounds import in_turn, ratio
from bench.servers import PYTHON
from bench.workbooks import first_difference, frames_of, tables_of, write_frames
from imports.export.sheets import Report
from imports.export.writer import write_report

OURS, PANDAS, PANDAS_OPENPYXL = "notre export", "pandas, xlsxwriter", "pandas, openpyxl"
ZLIB_FAST, ZLIB = "zlib seul, niveau 1", "zlib seul, niveau 6"
RATIOS = {
    "contre pandas, openpyxl": (PANDAS_OPENPYXL, OURS),
    "contre pandas, xlsxwriter": (PANDAS, OURS),
    "part de zlib, niveau 6": (ZLIB, OURS),
    "part de zlib, niveau 1": (ZLIB_FAST, OURS),
}
FIRST_LINES = 2_000
MANY_CELLS, MOST_CELLS = 500_000, 4_000_000
ALLOWED_SECONDS = 900
ENGINES = {PANDAS: "xlsxwriter", PANDAS_OPENPYXL: "openpyxl"}


class Cost(NamedTuple):
    """Seconds: of the clock, and of the processor, which what else runs disturbs less."""

    clock: float
    processor: float


def compare_exports(kind: str, projects: int, rounds: int, budget: float) -> dict[str, Any]:
    with DATABASES[kind](projects) as url:
        engine = create_engine(url)
        try:
            return compare(engine, url, kind, projects, rounds, budget)
        finally:
            engine.dispose()


def compare(engine: Engine, url: str, kind: str, projects: int, rounds: int, budget: float) -> dict[str, Any]:
    """Of a large workbook, the first lines are compared; a huge one is written by the faster pandas alone, once."""
    report = READERS[kind](engine, projects)
    ours, is_large = write_report(report), cells_of(report) > MANY_CELLS
    peers = {} if is_huge(report) else ENGINES
    frames = frames_of(report, FIRST_LINES if is_huge(report) else None)
    for name in ENGINES.values():
        check_same(report, ours, write_frames(frames, name), is_large)
    xml = parts_of(ours)
    sides: dict[str, Callable[[], object]] = {
        OURS: lambda: write_report(report),
        **{side: partial(write_frames, frames, name) for side, name in peers.items()},
        ZLIB_FAST: lambda: [zlib.compress(part, 1) for part in xml],
        ZLIB: lambda: [zlib.compress(part, 6) for part in xml],
    }
    found = in_turn({name: timed(side) for name, side in sides.items()}, rounds, budget)
    alone = {side: written_alone(url, kind, projects, side) for side in (OURS, *(peers or (PANDAS,)))}
    if not peers and (told := alone[PANDAS]):
        found[PANDAS] = [Cost(told["clock"], told["processor"])]
    memory = {side: told["megabytes"] for side, told in alone.items() if told}
    return summary(kind, projects, report, len(ours), found, memory)


def is_huge(report: Report) -> bool:
    return cells_of(report) > MOST_CELLS


def cells_of(report: Report) -> int:
    return sum(len(list(sheet.rows)) * len(sheet.columns) for sheet in tables_of(report))


def parts_of(workbook: bytes) -> list[bytes]:
    with ZipFile(BytesIO(workbook)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def check_same(report: Report, ours: bytes, theirs: bytes, large: bool) -> None:
    if difference := first_difference(report, ours, theirs, FIRST_LINES if large else None):
        raise AssertionError(f"the workbooks do not hold the same values: {difference}")


def timed(side: Callable[[], object]) -> Callable[[], Cost]:
    def run() -> Cost:
        clock, processor = time.perf_counter(), time.process_time()
        side()
        return Cost(time.perf_counter() - clock, time.process_time() - processor)

    return run


def written_alone(url: str, kind: str, projects: int, side: str) -> dict[str, float] | None:
    """In a process of its own, rows already read: megabytes and seconds; none when it took more than was allowed."""
    command = [str(PYTHON), "-m", "bench.memory", url, kind, str(projects), side]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=ALLOWED_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def summary(
    kind: str, projects: int, report: Report, size: int, found: dict[str, list[Cost]], memory: dict[str, float]
) -> dict[str, Any]:
    return {
        "workbook": kind,
        "projects": projects,
        "cells": cells_of(report),
        "bytes": size,
        "rounds": len(found[OURS]),
        "seconds": {name: statistics.median(cost.clock for cost in costs) for name, costs in found.items()},
        "processor": {name: statistics.median(cost.processor for cost in costs) for name, costs in found.items()},
        "ratios": ratios(found, 0),
        "ratios_of_processor": ratios(found, 1),
        "megabytes": memory,
        "each_round": found,
    }


def ratios(found: dict[str, list[Cost]], which: int) -> dict[str, Any]:
    def of(name: str) -> list[float]:
        return [cost[which] for cost in found[name]]

    return {name: ratio(of(peer), of(us)[: len(found[peer])]) for name, (peer, us) in RATIOS.items() if peer in found}
