"""Two roles: the owner makes the tables and keeps the journal, the application reads and writes the records."""

from sqlalchemy import Connection, text

JOURNAL = ("journal_transaction", "journal_change", "journal_seal", "journal_person", "journal_column")
READ_ONLY = (*JOURNAL, "alembic_version")
OWNED = text(
    "SELECT pg_has_role(current_user, tableowner::text, 'USAGE') FROM pg_tables"
    " WHERE schemaname = 'public' AND tablename = 'journal_change'"
)
EMPTY_OR_OWNED = text(
    "SELECT coalesce(bool_and(pg_has_role(current_user, tableowner::text, 'USAGE')), true) FROM pg_tables"
    " WHERE schemaname = 'public'"
)
ANOTHER_ROLE = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role AND rolname <> current_user)")
SHUT_OUT = text("""
SELECT EXISTS (
  SELECT FROM pg_tables AS t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p(privilege)
    WHERE schemaname = 'public' AND NOT (tablename = ANY (:read_only) AND privilege <> 'SELECT')
      AND NOT has_table_privilege(:role, format('%I.%I', schemaname, tablename), privilege)
  UNION ALL
  SELECT FROM pg_sequences WHERE schemaname = 'public'
    AND NOT has_sequence_privilege(:role, format('%I.%I', schemaname, sequencename), 'USAGE'))
""")
# What would let a role rewrite the journal: its rows, its triggers, its owner, or everything.
UNPROTECTED = text("""
SELECT rolsuper OR rolcreaterole OR pg_has_role(current_user, c.relowner, 'MEMBER')
  OR has_table_privilege(current_user, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
  FROM pg_roles, pg_class AS c WHERE rolname = current_user AND c.oid = 'public.journal_change'::regclass
""")


def owns_the_tables(connection: Connection) -> bool:
    return bool(connection.scalar(OWNED))


def may_prepare(connection: Connection) -> bool:
    """Nothing there yet, or tables of its own."""
    return bool(connection.scalar(EMPTY_OR_OWNED))


def journal_is_protected(connection: Connection) -> bool:
    """From the very role that asks."""
    return not connection.scalar(UNPROTECTED)


def let_in(connection: Connection, role: str) -> None:
    """Give the role of the application what it needs; nothing to do when it is the owner, or has it already."""
    if not connection.scalar(ANOTHER_ROLE, {"role": role}):
        return
    if not connection.scalar(SHUT_OUT, {"role": role, "read_only": list(READ_ONLY)}):
        return
    name = connection.dialect.identifier_preparer.quote(role)
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(READ_ONLY)} FROM {name}",
    ):
        connection.exec_driver_sql(statement)
