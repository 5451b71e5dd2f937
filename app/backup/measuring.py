"""What a database holds, measured in one instant: the same figures on the day of the backup and at each drill."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text

# A row written out depends on these; the same ones on any server, whatever its own settings.
ALIKE = ("TimeZone = 'UTC'", "DateStyle = 'ISO, YMD'", "IntervalStyle = 'postgres'", "bytea_output = 'hex'",
         "extra_float_digits = 1")  # fmt: skip
TABLES = """
SELECT relname FROM pg_class AS c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
ORDER BY relname
"""
# Sums of digests: neither the order of the rows nor their number weighs on memory.
MEASURE = """
SELECT count(*), coalesce(sum(('x' || left(digest, 16))::bit(64)::bigint::numeric), 0),
  coalesce(sum(('x' || substr(digest, 17, 16))::bit(64)::bigint::numeric), 0)
FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS digest FROM {} AS t) AS rows
"""


@contextmanager
def one_instant(engine: Engine) -> Iterator[Connection]:
    """A reading of one instant, that `pg_dump --snapshot` may share while the block lasts."""
    with engine.connect() as connection:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection


def snapshot_name(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT pg_export_snapshot()")))


def tables_of(connection: Connection) -> dict[str, dict[str, Any]]:
    """For each table, its number of rows and a digest of what they hold."""
    for setting in ALIKE:
        connection.execute(text(f"SET LOCAL {setting}"))
    names = connection.scalars(text(TABLES)).all()
    quote = connection.dialect.identifier_preparer.quote_identifier
    return {name: _measure(connection, quote(name)) for name in names}


def _measure(connection: Connection, table: str) -> dict[str, Any]:
    rows, high, low = connection.execute(text(MEASURE.format(f"public.{table}"))).one()
    return {"rows": rows, "digest": f"{int(high):x}.{int(low):x}"}


def bytes_of(connection: Connection) -> int:
    return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
