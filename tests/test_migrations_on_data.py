"""Each migration, step by step, on rows of its time: down one step, up again, nothing lost but what it says it forgets.

`tests/files/migrations/<revision>.sql` adds rows that are valid at that revision and use what it brought.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import IntegrityError

from app.schema import alembic_config, drift
from tests.conftest import Server, fresh
from tests.support.dumps import Dump, columns, common, contents, structure, within
from tests.test_migrations import migrate, migrate_on

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "tests/files/migrations"
RELEASED = ROOT / "migrations/RELEASED"
REVISIONS = [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]
# What a way back forgets on purpose, said in the migration itself: the former tables have no room for it.
FORGOTTEN = {
    "0005": ("UPDATE organisation SET rna = NULL WHERE id = 51",),
    "0017": ("UPDATE \"user\" SET role = 'lecteur', active = false, funder_id = NULL WHERE id = 171",),
    "0007": ("DELETE FROM campaign_event WHERE id = 71", "DELETE FROM respondent_event WHERE id = 72"),
    "0032": (
        "DELETE FROM saved_view WHERE id = 321",
        "UPDATE api_token SET scopes = '{projects:read}' WHERE token_sha256 = '\\x3201'",
        "UPDATE api_token SET scopes = '{projects:read}', revoked_at = now() WHERE token_sha256 = '\\x3202'",
    ),
}
PREPARED = """
INSERT INTO campaign (id, project_id, moment, held_on, grid_reference)
VALUES (150, 1, 'ex_post', '2025-01-01', 'essai@1')
"""
KEPT_BY_REFUSING = "0002"  # lists in use cannot be emptied


@pytest.fixture(scope="module")
def aged(database_server: Server, worker_name: str) -> Iterator[Engine]:
    """One database for the whole file: each test starts it again from nothing."""
    name = f"odd17_aging_{worker_name}"
    with fresh(database_server, name):
        engine = create_engine(database_server.url(name))
        yield engine
        engine.dispose()


def reach(engine: Engine, revision: str) -> None:
    """Up to a revision with the rows of all those before, from nothing."""
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    for step in REVISIONS[: REVISIONS.index(revision) + 1]:
        climb(engine, step)


def climb(engine: Engine, revision: str) -> None:
    migrate(engine, "upgrade", revision)
    with engine.begin() as connection:
        seed(connection, revision)


def seed(connection: Connection, revision: str) -> None:
    file = SEEDS / f"{revision}.sql"
    if file.exists():
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(file.read_text(encoding="utf-8"))


def before_of(revision: str) -> str:
    place = REVISIONS.index(revision)
    return REVISIONS[place - 1] if place else "base"


def test_one_step_back_and_forth_keeps_every_row(aged: Engine, subtests: pytest.Subtests) -> None:
    """Climbed once, step by step: each revision is tried on the rows of all those before."""
    reach(aged, REVISIONS[0])
    for revision in REVISIONS:
        if revision != REVISIONS[0]:
            climb(aged, revision)
        if revision != KEPT_BY_REFUSING:
            with subtests.test(revision=revision), aged.connect() as connection:
                back_and_forth(connection, revision)


def back_and_forth(connection: Connection, revision: str) -> None:
    made, shape = structure(connection), columns(connection)
    kept = what_should_stay(connection, revision)
    step(connection, "downgrade", before_of(revision))
    lower, lower_shape = contents(connection), columns(connection)
    step(connection, "upgrade", revision)
    both = written_by_people(common(shape, lower_shape), revision)
    assert within(lower, both) == within(kept, both)
    assert within(contents(connection), both) == within(kept, both)
    assert structure(connection) == made
    connection.rollback()


def written_by_people(shape: dict[str, set[str]], revision: str) -> dict[str, set[str]]:
    """What a way back forgets is a change like another: the journal says it, and is then not as it was."""
    return {table: names for table, names in shape.items() if revision not in FORGOTTEN or "journal" not in table}


def test_lists_in_use_are_not_taken_away(aged: Engine) -> None:
    reach(aged, KEPT_BY_REFUSING)
    with aged.connect() as connection:
        kept = contents(connection)
    with pytest.raises(IntegrityError, match="fk_"):
        migrate(aged, "downgrade", before_of(KEPT_BY_REFUSING))
    with aged.connect() as connection:
        assert contents(connection) == kept


def test_records_of_the_first_day_reach_the_newest_revision_unchanged(aged: Engine) -> None:
    """Straight from 0001 to the newest, as an installation long left aside would: every row keeps all it held."""
    reach(aged, REVISIONS[0])
    with aged.connect() as connection:
        first, shape = contents(connection), columns(connection)
    migrate(aged, "upgrade", "head")
    with aged.connect() as connection:
        now = set(within(contents(connection), common(shape, columns(connection))))
        assert set(within(first, shape)) <= now
        assert drift(connection) == []


def test_the_rows_tried_use_every_table_and_every_column(aged: Engine) -> None:
    """When this fails a migration is new: add its rows in tests/files/migrations, so that it is tried on data too."""
    reach(aged, REVISIONS[-1])
    with aged.connect() as connection:
        rows = contents(connection)
        unused = [
            f"{table}.{column}"
            for table, names in columns(connection).items()
            for column in names
            if not any(row[column] is not None for row in rows[table])
        ]
    assert unused == []


def test_a_released_migration_never_changes() -> None:
    """An installation that has run it would not run it again: what it lacks is a new migration."""
    lines = RELEASED.read_text(encoding="utf-8").splitlines()
    released = dict(line.split("  ")[::-1] for line in lines)
    assert {name: sha256((ROOT / "migrations" / name).read_bytes()).hexdigest() for name in released} == released
    revisions = [name.removeprefix("versions/")[:4] for name in released if name.startswith("versions/")]
    assert revisions == REVISIONS[: len(revisions)]


def test_what_was_promised_to_the_partners_of_an_open_campaign_is_kept(aged: Engine) -> None:
    reach(aged, "0014")
    with aged.begin() as connection:
        connection.execute(text(PREPARED))
    migrate(aged, "upgrade", "0015")
    with aged.connect() as connection:
        shown = connection.execute(text("SELECT DISTINCT status = 'preparation', numbered_answers FROM campaign"))
        assert {tuple(row) for row in shown} == {(True, True), (False, False)}


def what_should_stay(connection: Connection, revision: str) -> Dump:
    trial = connection.begin_nested()
    for statement in FORGOTTEN.get(revision, ()):
        assert connection.execute(text(statement)).rowcount == 1
    found = contents(connection)
    trial.rollback()
    return found


def step(connection: Connection, direction: str, revision: str) -> None:
    migrate_on(connection, direction, revision)
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
