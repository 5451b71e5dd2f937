"""A thousand lines sent to a site that already holds a portfolio: ours alone, another file each time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine

from bench.database import portfolio_of
from bench.follow_up import FIRST_YEAR, follow_up_lines, workbook_of
from bench.import_sides import our_pages
from bench.senders import OurPages

LINES = 1_000
AFTER = FIRST_YEAR + 20
"""No project of the portfolio is of that year, nor of a later one."""


def sent_into(projects: int, rounds: int) -> list[float]:
    """Seconds from sending to recorded, round by round; the first file, which fills what a site keeps, is not timed."""
    with holding(projects) as pages:
        return [seconds(pages, AFTER + turn) for turn in range(rounds + 1)][1:]


@contextmanager
def holding(projects: int) -> Iterator[OurPages]:
    with portfolio_of(projects) as url:
        engine = create_engine(url)
        with our_pages(url, engine) as pages:
            yield pages
        engine.dispose()


def seconds(pages: OurPages, year: int) -> float:
    content = workbook_of(follow_up_lines(LINES, year=year))
    started = time.perf_counter()
    pages.confirm(pages.send(content))
    return time.perf_counter() - started
