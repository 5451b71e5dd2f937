"""Makes a portfolio of any size by COPY. Same size and seed, same rows."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from bench.evaluations import evaluation_rows
from bench.money import investment_rows
from bench.records import organisation_rows, partner_rows, project_rows
from bench.rows import Rows
from bench.words import Vocabulary

SEED = 17
TODAY = date(2026, 11, 22)  # the day the portfolio is made for; pages count delays from the real day
FUNDERS = 4
IDENTIFIED = ("organisation", "programme", "project", "partner", "milestone", "investment", "allocation",
              "instalment", "campaign", "respondent", "result")  # fmt: skip
MAKERS: Sequence[Callable[[random.Random, Vocabulary, int, date], Iterable[Rows]]] = (
    organisation_rows,
    project_rows,
    partner_rows,
    investment_rows,
    evaluation_rows,
)


def populate(connection: Connection, projects: int, seed: int = SEED) -> None:
    """Fill a database that only holds its lists, territories and grids."""
    words = read_vocabulary(connection)
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    for rows in portfolio_rows(words, projects, seed):
        copy(driver, rows)
    for table in IDENTIFIED:
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}")
        )


def portfolio_rows(words: Vocabulary, projects: int, seed: int = SEED) -> Iterator[Rows]:
    """Every table after those it refers to. Each maker draws from its own source, so that one may change alone."""
    for maker in MAKERS:
        yield from maker(random.Random(f"{seed}-{maker.__name__}"), words, projects, TODAY)


def read_vocabulary(connection: Connection) -> Vocabulary:
    return Vocabulary(
        regions=_codes(connection, "region"),
        profiles=_codes(connection, "profile"),
        roles=[code for code in _codes(connection, "partner_role") if code != "porteur"],
        phases=_codes(connection, "innovation_phase"),
        categories=_codes(connection, "partnership_category"),
        domains=_codes(connection, "domain"),
        goals=_codes(connection, "sustainable_goal"),
        milestone_kinds=_codes(connection, "milestone_kind"),
        communes=_lines(
            connection,
            "SELECT id, label, region_code FROM territory WHERE kind = 'commune' AND region_code IS NOT NULL "
            "ORDER BY population DESC NULLS LAST, id LIMIT 2000",
        ),
        grid=connection.execute(text("SELECT min(reference) FROM grid_version")).scalar_one(),
    )


def copy(driver: psycopg.Connection[Any], rows: Rows) -> None:
    with driver.cursor() as cursor, cursor.copy(f"COPY {rows.table} ({', '.join(rows.columns)}) FROM STDIN") as target:
        for row in rows.values:
            target.write_row(row)


def _codes(connection: Connection, table: str) -> list[str]:
    return [code for (code,) in _lines(connection, f"SELECT code FROM {table} ORDER BY position, code")]


def _lines(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]
