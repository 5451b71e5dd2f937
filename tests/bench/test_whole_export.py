"""The funder workbook, from the database to the file: what it holds in memory hardly follows the portfolio."""

import gc
import tracemalloc

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.funder.record import Record, read_record
from app.exchanges.reports.choice import ReportChoice
from bench.database import portfolio_of
from bench.whole_export import peak_of

FEW, MANY = 40, 240
MOST_KILOBYTES_A_PROJECT = 0.3
"""Twelve and more when everything read was kept, three when only sums and scores were; nothing is left but a place."""


def test_of_each_project_nothing_stays_in_memory_and_the_whole_file_takes_little_more() -> None:
    kept, peaks = zip(*(held(projects) for projects in (FEW, MANY)), strict=True)
    assert (kept[1] - kept[0]) / 1024 / (MANY - FEW) < MOST_KILOBYTES_A_PROJECT
    assert peaks[1] <= 1.3 * peaks[0]


def held(projects: int) -> tuple[int, float]:
    """Bytes kept once everything is read; then megabytes of a process that makes the whole file, at its highest."""
    with portfolio_of(projects) as url:
        told = peak_of(url)
        assert told["projects"] == projects
        return bytes_read(url), told["megabytes"]


def bytes_read(url: str) -> int:
    """The first reading fills what the libraries keep for good."""
    engine = create_engine(url)
    with Session(engine) as session:
        read(session)
        gc.collect()
        tracemalloc.start()
        record = read(session)
        gc.collect()
        found, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert record.projects
    engine.dispose()
    return found


def read(session: Session) -> Record:
    return read_record(session, ReportChoice(clock.today()), clock.today())
