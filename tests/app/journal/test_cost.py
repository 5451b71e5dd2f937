"""What the journal costs: one statement more by request that writes, lines written by statement and not by record."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from app.db import writing
from tests import factories as make
from tests.support.client import Client
from tests.support.queries import counted

ACTS_AND_LINES = """
SELECT count(DISTINCT transaction_id), count(*) FROM journal_change WHERE table_name = 'organisation' AND id > :last
"""


def test_a_thousand_records_at_once_are_one_act_and_one_statement(own_site_engine: Engine) -> None:
    with own_site_engine.connect() as connection:
        last = connection.scalar(text("SELECT coalesce(max(id), 0) FROM journal_change"))
    with counted(own_site_engine) as statements, writing(own_site_engine) as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor, cursor.copy("COPY organisation (name, profile_code) FROM STDIN") as copy:
            for n in range(1000):
                copy.write_row((f"En masse {n}", "association"))
    with own_site_engine.connect() as connection:
        assert tuple(connection.execute(text(ACTS_AND_LINES), {"last": last}).one()) == (1, 1000)
    assert [statement for statement in statements if "journal" in statement] == [
        "SELECT journal_acting(%(user_id)s, %(invitation_id)s, %(origin)s, %(route)s, %(request_id)s, %(reason)s)"
    ]


def test_a_form_costs_one_statement_more_and_a_reading_none(
    client: Client, session: Session, connection: Connection
) -> None:
    project = make.a_project(session)
    client.sign_in("gestionnaire")
    here = f"/projets/{project.code}/modifier"
    client.get(here)
    with counted(connection) as read:
        client.get(here)
    with counted(connection) as written:
        assert client.post_form(here, {"title": "Repris"}, page=here).status_code == 303
    assert [statement for statement in read if "journal" in statement] == []
    assert len([statement for statement in written if "journal" in statement]) == 1
