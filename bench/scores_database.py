"""A database of projects whose every partner answered, dropped after."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.schema import bring_up
from bench.database import empty_database, settle
from bench.scores_data import populate
from evaluation import Grid


@dataclass(frozen=True)
class Portfolio:
    engine: Engine
    grid: Grid
    answers: int


@contextmanager
def portfolio(projects: int) -> Iterator[Portfolio]:
    with empty_database(f"scores_{projects}") as url:
        engine = create_engine(url)
        bring_up(engine)
        with engine.begin() as connection:
            reference = connection.scalar(text("SELECT min(reference) FROM grid_version")) or ""
            populate(connection, projects, reference)
        settle(engine)
        with Session(engine) as session:
            answers = session.scalar(text("SELECT count(*) FROM answer")) or 0
            yield Portfolio(engine, grid_of(session, reference), answers)
        engine.dispose()
