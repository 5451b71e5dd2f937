"""The role of the application reads the journal and can do nothing else to it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.embedded import APPLICATION
from app.journal import roles
from tests import factories as make
from tests.conftest import PATIENCE, Server, fresh

TABLES = ("journal_transaction", "journal_change", "journal_seal", "journal_person", "journal_column")
FORBIDDEN = [
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    *(f"ALTER TABLE {table} RENAME TO ailleurs" for table in TABLES),
    *(f"DROP TABLE {table} CASCADE" for table in TABLES),
    "UPDATE journal_transaction SET route = 'autre'",
    "UPDATE journal_change SET before = NULL",
    "UPDATE journal_seal SET seal = ''",
    "UPDATE journal_person SET value = '\"autre\"'",
    "UPDATE journal_column SET kind = 'left_out'",
    "INSERT INTO journal_column VALUES ('project', 'title', 'left_out')",
    "INSERT INTO journal_change (transaction_id, table_name, record_key, action) VALUES (1, 'project', '1', 'note')",
    "INSERT INTO journal_seal VALUES (1, 1, '', '{}', now())",
    "ALTER TABLE project DISABLE TRIGGER journal_update",
    "ALTER TABLE project DISABLE TRIGGER ALL",
    "DROP TRIGGER journal_update ON project",
    "TRUNCATE project CASCADE",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION journal_write() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "DROP FUNCTION journal_write() CASCADE",
    "CREATE TEMP TABLE project (id bigint PRIMARY KEY); CREATE TRIGGER t AFTER INSERT ON pg_temp.project"
    " REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION journal_write()",
    "SELECT journal_entry()",
    "SELECT journal_watch('territory')",
    "SET ROLE postgres",
]

ACTS_OF = """
SELECT c.transaction_id, p.value FROM journal_change AS c JOIN journal_transaction AS t ON t.id = c.transaction_id
LEFT JOIN journal_person AS p ON p.id = t.reason_id WHERE c.id IN (:a, :b) ORDER BY c.id
"""
KEPT = (
    "DELETE FROM journal_change",
    "UPDATE journal_change SET after = '{}'",
    "UPDATE journal_transaction SET route = ''",
    "TRUNCATE organisation CASCADE",
)


@pytest.fixture(scope="module")
def refusing(database_server: Server, template_database: str, worker_name: str) -> Iterator[Engine]:
    """One database for all that is forbidden: nothing of it changes anything. The role itself signs in."""
    name = f"odd17_refusing_{worker_name}"
    with fresh(database_server, name, template_database):
        engine = create_engine(database_server.url(name, APPLICATION), connect_args=PATIENCE)
        yield engine
        engine.dispose()


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_role_of_the_application_cannot(statement: str, refusing: Engine) -> None:
    with refusing.connect() as connection, pytest.raises(DBAPIError, match=r"denied|must be owner|permission"):
        connection.execute(text(statement))


def test_an_entry_closed_takes_nothing_more(own_site_engine: Engine) -> None:
    """Naming an old entry in the settings of a session does not let anything be written into it."""
    with own_site_engine.begin() as connection:
        first = connection.scalar(text("SELECT journal_note('essai', '1', 'premier', '{}')"))
    with own_site_engine.begin() as connection:
        entry = "(SELECT transaction_id::text FROM journal_change WHERE id = :id)"
        connection.execute(text(f"SELECT set_config('journal.entry', {entry}, true)"), {"id": first})
        connection.execute(text("SELECT journal_because('autre motif')"))
        second = connection.scalar(text("SELECT journal_note('essai', '1', 'second', '{}')"))
        acts = connection.execute(text(ACTS_OF), {"a": first, "b": second}).all()
    assert acts[0].transaction_id != acts[1].transaction_id
    assert [act.value for act in acts] == [None, "autre motif"]


def test_even_the_owner_does_not_touch_it_by_mistake(own_engine: Engine, own_site_engine: Engine) -> None:
    with Session(own_site_engine) as session, session.begin():
        make.an_organisation(session)
    with own_engine.connect() as connection:
        for statement in KEPT:
            with pytest.raises(DBAPIError, match="is kept as it is"):
                connection.execute(text(statement))
            connection.rollback()


def test_who_is_protected_from_is_told(own_engine: Engine, own_site_engine: Engine) -> None:
    with own_engine.connect() as owner, own_site_engine.connect() as application:
        assert not roles.journal_is_protected(owner)
        assert roles.journal_is_protected(application)
