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
from bench.database import portfolio_of
from bench.rounds import in_turn, ratio
from bench.servers import PYTHON
from bench.workbooks import first_difference, frames_of, write_frames
from imports.export.sheets import Report
from imports.export.writer import write_report

OURS, PANDAS, PANDAS_OPENPYXL = "notre export", "pandas, xlsxwriter", "pandas, openpyxl"
WHOLE, PANDAS_WHOLE = "base → classeur, nous", "base → classeur, pandas"
AUTHOR = "Mesures"


def compare_exports(projects: int, rounds: int, budget: float) -> dict[str, Any]:
    with portfolio_of(projects) as url:
        engine = create_engine(url)
        report = read(engine)
        frames = frames_of(report)
        check_same(report, write_frames(frames, "xlsxwriter"), write_frames(frames, "openpyxl"))
        sides: dict[str, Callable[[], object]] = {
            OURS: lambda: write_report(report),
            PANDAS: lambda: write_frames(frames, "xlsxwriter"),
            PANDAS_OPENPYXL: lambda: write_frames(frames, "openpyxl"),
            WHOLE: lambda: export(engine),
            PANDAS_WHOLE: lambda: write_frames(frames_of(read(engine)), "xlsxwriter"),
        }
        found = in_turn({name: timed(side) for name, side in sides.items()}, rounds, budget)
        memory = {side: peak_memory(url, side) for side in (OURS, PANDAS, PANDAS_OPENPYXL)}
        engine.dispose()
        return summary(projects, report, found, memory)


def read(engine: Engine) -> Report:
    with Session(engine) as session:
        return portfolio_report(session, chosen=PortfolioFilter(), today=clock.today(), author=AUTHOR)


def export(engine: Engine) -> bytes:
    with Session(engine) as session:
        return export_portfolio(session, chosen=PortfolioFilter(), today=clock.today(), author=AUTHOR)


def check_same(report: Report, *others: bytes) -> None:
    ours = write_report(report)
    for other in others:
        if difference := first_difference(report, ours, other):
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
        "ratios": {
            "contre pandas, xlsxwriter": ratio(found[PANDAS], found[OURS]),
            "contre pandas, openpyxl": ratio(found[PANDAS_OPENPYXL], found[OURS]),
            "depuis la base, contre pandas": ratio(found[PANDAS_WHOLE], found[WHOLE]),
        },
        "megabytes": memory,
        "each_round": found,
    }
