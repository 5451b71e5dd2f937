"""Loads the portfolio a few hundred projects at a time, so that memory stays the same whatever the size."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session

from app import clock
from app.demo.people import make_people
from app.demo.portfolio import programmes
from app.demo.sized.answers import Writer
from app.demo.sized.campaigns import Campaigns
from app.demo.sized.gained import make_gained
from app.demo.sized.money import make_money
from app.demo.sized.organisations import Organisations
from app.demo.sized.practices import make_practices
from app.demo.sized.projects import make_project
from app.demo.sized.publishing import Publisher
from app.demo.sized.setting_aside import set_aside
from app.demo.sized.tables import IDENTIFIED, TABLES, Rows
from app.demo.sized.vocabulary import Vocabulary, read_vocabulary
from app.errors import Refused
from app.journal.context import act, current_actor, note
from app.journal.roles import owns_the_tables
from app.models import InstallationFact, Organisation, Programme, Project

SEED = 17
AT_ONCE = 500
PEOPLE_EVERY, PEOPLE_AT_MOST = 100, 50  # one more person of the fund every hundred projects
NOT_EMPTY = "La base contient déjà des projets\u00a0: un portefeuille ne se charge que dans une base vide."
NOT_THE_OWNER = (
    "Un grand portefeuille se charge au nom du propriétaire des tables\u00a0: donnez son adresse à "
    "ODD17_OWNER_DATABASE_URL."
)
Told = Callable[[int], None]


def load_sized(engine: Engine, projects: int, seed: int = SEED, tell: Told = lambda done: None) -> None:
    """All or nothing; then the statistics that good plans need."""
    with engine.begin() as connection:
        load_portfolio(connection, projects, seed, clock.today(), tell)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM (ANALYZE) {', '.join((*TABLES, 'programme'))}"))


def load_portfolio(
    connection: Connection, projects: int, seed: int, today: date, tell: Told = lambda done: None
) -> None:
    """In the transaction of the caller. The journal keeps one entry for the load, not one line a row (decision 27)."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        _check(session, projects)
        act(session, current_actor())
        session.add(InstallationFact(name="demonstration", value="oui"))
        session.add_all(programmes())
        session.flush()
        people = min(PEOPLE_AT_MOST, 2 + projects // PEOPLE_EVERY)
        referents = [person.id for person in make_people(session, people, clock.now())]
        words = read_vocabulary(session, today)
        note(session, "installation_fact", "chargement", key="demonstration", projects=projects, seed=seed)
        session.commit()
    with set_aside(connection, list(TABLES)):
        _copy(connection, words, projects, seed, referents, today, tell)
    connection.execute(text("SELECT axis_share_fill()"))


def _check(session: Session, projects: int) -> None:
    if projects < 1:
        raise Refused("Donnez un nombre de projets, un au moins.")
    if any(session.scalar(select(func.count()).select_from(own)) for own in (Project, Organisation, Programme)):
        raise Refused(NOT_EMPTY)
    if not owns_the_tables(session.connection()):
        raise Refused(NOT_THE_OWNER)


def _copy(
    connection: Connection, words: Vocabulary, projects: int, seed: int, referents: list[int], today: date, tell: Told
) -> None:
    driver: psycopg.Connection[Any] = connection.connection.driver_connection  # type: ignore[assignment]
    rows, organisations = Rows(), Organisations(words, projects, seed)
    campaigns = Campaigns(rows, Writer(words.grid), Publisher(rows, words.grid, words.grid_reference), today)
    send_organisations(rows, organisations, driver)
    for number in range(1, projects + 1):
        random = Random(f"{seed}-{number}")  # noqa: S311  (made up, the same every time)
        made = make_project(rows, words, organisations, referents, random, today)
        make_money(rows, made, random, today)
        campaigns.make(made, random)
        apart = Random(f"{seed}-{number}-2")  # noqa: S311  (what came later never changes what was there)
        make_gained(rows, words, made, apart, today)
        make_practices(rows, words, organisations, made, apart, today)
        if number % AT_ONCE == 0 or number == projects:
            rows.send(driver)
            tell(number)
    for table in IDENTIFIED:
        last = rows.last[table]
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), :last)"), {"last": max(1, last)}
        )


def send_organisations(rows: Rows, organisations: Organisations, driver: psycopg.Connection[Any]) -> None:
    for _ in range(organisations.count):
        own = organisations.numbered(rows.next("organisation"))
        rows.of["organisation"].append((own.number, own.name, own.profile, own.commune))
        if own.number % (AT_ONCE * 10) == 0:
            rows.send(driver)
    rows.send(driver)
