"""Promise: every change is in the journal. The lines, played again over an old copy, give today’s tables."""

import random
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.db import writing
from app.jobs import enqueue
from app.journal.columns import PERSONAL, SECRET
from app.main import create_app
from app.models import Base
from tests import factories as make
from tests.app.journal.test_columns import watched
from tests.support.client import Client

Table = dict[str, dict[str, Any]]
LINES = "SELECT table_name, record_key, action, before, after FROM journal_change WHERE id > :last ORDER BY id"


def tables(engine: Engine) -> dict[str, Table]:
    """Every row of every watched table as the journal would tell it, by key."""
    with engine.connect() as connection:
        connection.execute(text("SET timezone = 'UTC'"))
        return {name: _rows(connection, name, columns) for name, columns in watched().items()}


def _rows(connection: Any, name: str, columns: list[str]) -> Table:
    keys = [column.name for column in Base.metadata.tables[name].primary_key]
    if set(keys) & SECRET.get(name, frozenset()):
        return {}
    listed = ", ".join(f'"{column}"' for column in columns)
    found = connection.scalars(text(f'SELECT to_jsonb(t) FROM (SELECT {listed} FROM "{name}") AS t'))
    return {"/".join(str(row[key]) for key in keys): _told(name, row) for row in found}


def _told(name: str, row: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in SECRET.get(name, ())}


def replayed(engine: Engine, old: dict[str, Table], last: int) -> dict[str, Table]:
    with engine.connect() as connection:
        persons = {row.id: row.value for row in connection.execute(text("SELECT id, value FROM journal_person"))}
        for name, key, action, before, after in connection.execute(text(LINES), {"last": last}):
            if action == "note" or name not in old or _has_secret_key(name):
                continue
            after = _told(name, {c: _named(name, c, v, persons) for c, v in (after or {}).items()})
            before = _told(name, {c: _named(name, c, v, persons) for c, v in (before or {}).items()})
            if action == "delete":
                assert old[name].pop(key) == before
            else:
                row = old[name].setdefault(key, {})
                assert {column: row.get(column) for column in before} == before, (name, key)
                row.update(after)
    return old


def _has_secret_key(name: str) -> bool:
    return bool({c.name for c in Base.metadata.tables[name].primary_key} & SECRET.get(name, frozenset()))


def _named(name: str, column: str, value: Any, persons: dict[int, Any]) -> Any:
    if column in PERSONAL.get(name, ()) and isinstance(value, dict) and value.keys() == {"person"}:
        return persons[value["person"]]
    return value


def last_line(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT coalesce(max(id), 0) FROM journal_change")) or 0


def by_page(engine: Engine, dice: random.Random) -> None:
    app = create_app(engine)
    with Session(engine) as session, Client(app, session) as client:
        client.sign_in("gestionnaire")
        code = session.scalar(text("SELECT max(code) FROM project"))
        here = f"/projets/{code}/modifier"
        assert client.post_form(here, {"title": f"Repris {dice.random()}"}, page=here).status_code == 303


def by_verbs(engine: Engine, dice: random.Random) -> None:
    with writing(engine) as session:
        project = make.a_project(session)
        partner = make.a_partner(session, project, contact_name=f"Contact {dice.randint(1, 3)}")
        investment = make.an_investment(session, project)
        make.an_instalment(session, investment)
        make.a_milestone(session, project)
        make.answers(session, make.a_respondent(session, make.a_campaign(session, project), partner), Q1=2, Q2=3)


def by_bulk(engine: Engine, dice: random.Random) -> None:
    with writing(engine) as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        statement = "COPY organisation (name, profile_code) FROM STDIN"
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for n in range(dice.randint(1, 200)):
                copy.write_row((f"En masse {n}", "association"))


def by_hand(engine: Engine, dice: random.Random) -> None:
    orders = (
        "UPDATE organisation SET website = 'https://exemple.fr/' || id WHERE id % 3 = 0",
        "UPDATE organisation SET name = name WHERE id % 2 = 0",
        "UPDATE milestone SET due_on = due_on + 1",
        "DELETE FROM answer WHERE question_code = 'Q2'",
        "UPDATE answer SET level = 1, question_code = 'Q9' WHERE question_code = 'Q1'",
        "UPDATE partner SET contact_email = lower(contact_name) || '@exemple.fr' WHERE contact_name <> ''",
        "DELETE FROM respondent WHERE id = (SELECT min(id) FROM respondent)",
        "DELETE FROM project WHERE id = (SELECT min(id) FROM project WHERE status = 'repere') AND NOT EXISTS"
        " (SELECT FROM campaign WHERE project_id = project.id)",
        "INSERT INTO organisation (name, profile_code, siren) VALUES ('Par conflit', 'association', '732829320')"
        " ON CONFLICT (siren) DO UPDATE SET name = 'Déjà là', version = organisation.version + 1",
    )
    with engine.begin() as connection:
        connection.execute(text(dice.choice(orders)))


def by_job(engine: Engine, dice: random.Random) -> None:
    with writing(engine) as session:
        enqueue(session, "journal.seal")
        session.execute(text("UPDATE programme SET title = title || '.'"))


WAYS = (by_page, by_verbs, by_bulk, by_hand, by_hand, by_hand, by_job)


@pytest.mark.parametrize("seed", [17, 2030])
def test_the_journal_played_again_gives_the_tables(seed: int, own_site_engine: Engine) -> None:
    dice = random.Random(seed)
    for way in (by_verbs, by_verbs):
        way(own_site_engine, dice)
    with writing(own_site_engine) as session:
        make.a_programme(session)
    old, last = tables(own_site_engine), last_line(own_site_engine)
    for _ in range(18):
        dice.choice(WAYS)(own_site_engine, dice)
    for way in {by_page, by_bulk}:
        way(own_site_engine, dice)
    assert last_line(own_site_engine) > last + 20
    now, again = tables(own_site_engine), replayed(own_site_engine, old, last)
    for name in now:
        assert again[name] == now[name], name
