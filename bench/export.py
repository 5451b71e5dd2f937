"""The portfolio workbook: our writer against pandas on the same rows, then both from the database to the bytes."""

import json
import statistics
import subprocess
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.service import export_portfolio, portfolio_report
from app.projects.filters import PortfolioFilter
from bench.rounds import in_turn, ratio
from bench.servers import PYTHON
from bench.workbooks import ENGINES, first_difference, frames_of, write_frames
from imports.export.sheets import Report
from imports.export.writer import write_report

OURS, PANDAS, PANDAS_OPENPYXL = "notre export", "pandas, xlsxwriter", "pandas, openpyxl"
WHOLE, PANDAS_WHOLE = "base → classeur, nous", "base → classeur, pandas"
RATIOS = {
    "contre pandas, xlsxwriter": (PANDAS, OURS),
    "contre pandas, openpyxl": (PANDAS_OPENPYXL, OURS),
    "depuis la base, contre pandas": (PANDAS_WHOLE, WHOLE),
}
AUTHOR = "Mesures"
LARGE = 1_000
FIRST_LINES = 2_000


def compare_exports(url: str, projects: int, rounds: int, budget: float) -> dict[str, Any]:
    """A large portfolio is only written by the two fastest, and its first lines compared: minutes, not an hour."""
    large = projects > LARGE
    engine = create_engine(url)
    report = read(engine)
    frames = frames_of(report)
    check_same(report, [write_frames(frames, name) for name in ENGINES if not large or name == "xlsxwriter"], large)
    sides: dict[str, Callable[[], object]] = {
        OURS: lambda: write_report(report),
        PANDAS: lambda: write_frames(frames, "xlsxwriter"),
    }
    if not large:
        sides |= {
            PANDAS_OPENPYXL: lambda: write_frames(frames, "openpyxl"),
            WHOLE: lambda: export(engine),
            PANDAS_WHOLE: lambda: write_frames(frames_of(read(engine)), "xlsxwriter"),
        }
    found = in_turn({name: timed(side) for name, side in sides.items()}, rounds, budget)
    engine.dispose()
    memory = {} if large else {side: peak_memory(url, side) for side in (OURS, PANDAS, PANDAS_OPENPYXL)}
    return summary(projects, report, found, memory)


def read(engine: Engine) -> Report:
    with Session(engine) as session:
        return portfolio_report(session, chosen=PortfolioFilter(), today=clock.today(), author=AUTHOR)


def export(engine: Engine) -> bytes:
    with Session(engine) as session:
        return export_portfolio(session, chosen=PortfolioFilter(), today=clock.today(), author=AUTHOR)


def check_same(report: Report, others: list[bytes], large: bool) -> None:
    ours = write_report(report)
    for other in others:
        if difference := first_difference(report, ours, other, FIRST_LINES if large else None):
            raise AssertionError(f"the workbooks do not hold the same values: {difference}")


def timed(side: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        started = time.perf_counter()
        side()
        return time.perf_counter() - started

    return run


def peak_memory(url: str, side: str) -> float:
    """In a process of its own, rows already read: the megabytes that writing adds at its highest."""
    done = subprocess.run(
        [PYTHON, "-m", "bench.memory", url, side], check=True, capture_output=True, text=True, timeout=300
    )
    megabytes: float = json.loads(done.stdout.splitlines()[-1])
    return megabytes


def summary(projects: int, report: Report, found: dict[str, list[float]], memory: dict[str, float]) -> dict[str, Any]:
    return {
        "projects": projects,
        "rows": sum(len(sheet.rows) for sheet in report.sheets),
        "cells": sum(len(sheet.rows) * len(sheet.columns) for sheet in report.sheets),
        "rounds": len(found[OURS]),
        "seconds": {name: statistics.median(times) for name, times in found.items()},
        "ratios": {name: ratio(found[peer], found[us]) for name, (peer, us) in RATIOS.items() if peer in found},
        "megabytes": memory,
        "each_round": found,
    }
