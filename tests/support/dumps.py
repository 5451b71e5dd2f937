"""A whole database as text: what its rows hold and how its tables are made, to compare before and after."""

import json
from typing import Any

from sqlalchemy import Connection, text

Row = dict[str, Any]
Dump = dict[str, list[Row]]
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' ORDER BY 1"
STRUCTURE = (
    """SELECT concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
              a.attgenerated, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
       FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
       LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped""",
    """SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
       WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace""",
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def contents(connection: Connection) -> Dump:
    """Every row of every table."""
    tables = connection.scalars(text(TABLES)).all()
    return {name: list(connection.scalars(text(f'SELECT to_jsonb(t) FROM "{name}" AS t'))) for name in tables}


def structure(connection: Connection) -> list[str]:
    """Columns, constraints, indexes, triggers and functions, whatever the order they were made in."""
    return sorted(line for query in STRUCTURE for line in connection.scalars(text(query)))


def columns(connection: Connection) -> dict[str, set[str]]:
    query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    found: dict[str, set[str]] = {name: set() for name in connection.scalars(text(TABLES))}
    for table, column in connection.execute(text(query)):
        if table in found:
            found[table].add(column)
    return found


def within(dump: Dump, shape: dict[str, set[str]]) -> list[str]:
    """The rows as lines of text, without the tables and columns that `shape` does not have."""
    return sorted(
        f"{table} {json.dumps({name: row[name] for name in sorted(row.keys() & names)}, ensure_ascii=False)}"
        for table, names in shape.items()
        for row in dump.get(table, ())
    )


def common(one: dict[str, set[str]], other: dict[str, set[str]]) -> dict[str, set[str]]:
    return {table: one[table] & other[table] for table in one.keys() & other.keys()}
