"""The workbooks to write, read from the database, their rows kept: each side writes the same ones many times."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app import clock
from app.demo import load_demo
from app.exchanges.funder.book import Book
from app.exchanges.funder.digest import Digest
from app.exchanges.funder.make import funder_report
from app.exchanges.funder.record import read_record
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import silent
from app.exchanges.service import portfolio_report
from app.projects.filters import PortfolioFilter
from app.schema import bring_up
from bench.database import empty_database, portfolio_of, settle
from imports.export.sheets import DataSheet, Report

AUTHOR = "Mesures"
DEMONSTRATION = 33
"""Projects of the demonstration."""


def portfolio(engine: Engine, projects: int) -> Report:
    with Session(engine) as session:
        report = portfolio_report(session, chosen=PortfolioFilter(), today=clock.today(), author=AUTHOR)
    return repeated(report, 1)


def funder(engine: Engine, projects: int) -> Report:
    """That of the demonstration, whose answers, scores and formulas are true ones, its rows repeated."""
    with Session(engine) as session:
        book = Book(read_record(session, ReportChoice(clock.today()), clock.today()))
        return repeated(funder_report(session, book, AUTHOR, Digest(), silent), round(projects / DEMONSTRATION))


def repeated(report: Report, times: int) -> Report:
    """Rows come one by one: they are all read here, in their order, and each table given so many times over."""
    sheets = [
        replace(sheet, rows=rows_of(sheet, times)) if isinstance(sheet, DataSheet) else sheet for sheet in report.sheets
    ]
    return replace(report, sheets=sheets)


def rows_of(sheet: DataSheet, times: int) -> list[object]:
    rows = list(sheet.rows)
    return list(islice(cycle(rows), len(rows) * times))


@contextmanager
def demonstration(_: int) -> Iterator[str]:
    with empty_database("bench_demonstration") as url:
        engine = create_engine(url)
        bring_up(engine)
        with Session(engine) as session:
            load_demo(session, today=clock.today())
            session.commit()
        settle(engine)
        engine.dispose()
        yield url


PORTFOLIO, FUNDER = "Portefeuille", "Classeur bailleur"
READERS = {PORTFOLIO: portfolio, FUNDER: funder}
DATABASES = {PORTFOLIO: portfolio_of, FUNDER: demonstration}
