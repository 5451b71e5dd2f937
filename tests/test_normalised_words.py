"""`normalise` says of every letter what the first one said: what it has computed and indexed since stays true."""

import importlib.util
from pathlib import Path

from sqlalchemy import Connection, text

MIGRATION = Path(__file__).parent.parent / "migrations/versions/0031_workbooks_and_imports.py"
# The first two planes, without the surrogates.
EVERY_LETTER = "SELECT count(*) FROM generate_series(1, 131071) AS n WHERE n NOT BETWEEN 55296 AND 57343"
DIFFERS = " AND normalise({0}) IS DISTINCT FROM pg_temp.formerly({0})"


def keep_the_former_one(connection: Connection) -> None:
    spec = importlib.util.spec_from_file_location("migration_0031", MIGRATION)
    assert spec
    assert spec.loader
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    former = (migration.NORMALISE + migration.TRANSLATED).replace("FUNCTION normalise", "FUNCTION pg_temp.formerly")
    connection.execute(text(former))


def test_every_letter_is_found_by_the_same_words_as_before(connection: Connection) -> None:
    """Alone, where a plain text goes another way, and beside an accent."""
    keep_the_former_one(connection)
    assert connection.scalar(text(EVERY_LETTER)) == 129_023
    for value in ("chr(n)", "chr(n) || 'É'", "'-_' || chr(n)"):
        assert connection.scalar(text(EVERY_LETTER + DIFFERS.format(value))) == 0, value


def test_nothing_stays_nothing(connection: Connection) -> None:
    assert connection.execute(text("SELECT normalise(NULL), normalise('')")).one() == (None, "")
