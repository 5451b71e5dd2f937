"""personal links to one form, for someone without an account"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AT = sa.DateTime(timezone=True)
# Qui a agi par un accès personnel entre dans l’acte du journal, et dans son sceau quand il y est : les sceaux d’avant
# restent vrais.
ACTING = """
CREATE OR REPLACE FUNCTION journal_acting(
  who bigint, guest bigint, origin text, route text, request text, reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('journal.entry', '', true), set_config('journal.user_id', coalesce(who::text, ''), true),
    set_config('journal.invitation_id', coalesce(guest::text, ''), true), set_config('journal.origin', origin, true),
    set_config('journal.route', route, true), set_config('journal.request_id', request, true),
    set_config('journal.reason', reason, true){cleared};
END $$
"""
ENTRY = """
CREATE OR REPLACE FUNCTION journal_entry() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  opened bigint := nullif(current_setting('journal.entry', true), '')::bigint;
  found bigint;
BEGIN
  IF opened IS NOT NULL THEN
    SELECT id INTO found FROM journal_transaction
      WHERE id = opened AND xid = pg_current_xact_id()::text::bigint AND at >= now();
    IF found IS NOT NULL THEN RETURN found; END IF;
  END IF;
  INSERT INTO journal_transaction
    (at, xid, database_role, user_id, invitation_id, origin, route, request_id, reason_id{column})
    VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, session_user,
      nullif(current_setting('journal.user_id', true), '')::bigint,
      nullif(current_setting('journal.invitation_id', true), '')::bigint,
      coalesce(nullif(current_setting('journal.origin', true), ''), 'direct'),
      coalesce(current_setting('journal.route', true), ''),
      coalesce(current_setting('journal.request_id', true), ''),
      journal_reason(){value})
    RETURNING id INTO found;
  PERFORM set_config('journal.entry', found::text, true);
  RETURN found;
END $$
"""
SEAL = """
CREATE OR REPLACE FUNCTION journal_seal() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last_number bigint;
  last_seal bytea;
  entry journal_transaction;
  written jsonb;
  digest text;
  sealed bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(17000016);
  PERFORM set_config('journal.entry', '', true);
  SELECT number, seal INTO last_number, last_seal FROM journal_seal ORDER BY number DESC LIMIT 1;
  last_number := coalesce(last_number, 0);
  FOR entry IN SELECT t.* FROM journal_transaction AS t
    WHERE NOT EXISTS (SELECT FROM journal_seal AS s WHERE s.transaction_id = t.id) ORDER BY t.id
  LOOP
    SELECT coalesce(jsonb_object_agg(l.id, l.digest), '{{}}'), coalesce(string_agg(l.digest, '' ORDER BY l.id), '')
      INTO written, digest FROM (
        SELECT c.id, encode(sha256(convert_to(jsonb_build_array(c.id, c.transaction_id, c.table_name, c.record_key,
          c.project_id, c.action, c.before, c.after)::text, 'UTF8')), 'hex') AS digest
        FROM journal_change AS c WHERE c.transaction_id = entry.id) AS l;
    last_number := last_number + 1;
    last_seal := sha256(coalesce(last_seal, ''::bytea) || convert_to((jsonb_build_array(last_number, entry.id,
      extract(epoch FROM entry.at)::text, entry.user_id, entry.invitation_id, entry.database_role, entry.origin,
      entry.route, entry.request_id, entry.reason_id){sealed})::text || digest, 'UTF8'));
    INSERT INTO journal_seal (number, transaction_id, seal, lines, sealed_at)
      VALUES (last_number, entry.id, last_seal, written, clock_timestamp());
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END $$
"""
WITH_DOOR = {
    "cleared": ", set_config('journal.door_id', '', true)",
    "column": ", door_id",
    "value": ", nullif(current_setting('journal.door_id', true), '')::bigint",
    "sealed": " || CASE WHEN entry.door_id IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(entry.door_id) END",
}
WITHOUT_DOOR = dict.fromkeys(WITH_DOOR, "")


def upgrade() -> None:
    _doors()
    _of_doors("door_token", sa.Column("token_sha256", sa.LargeBinary(), nullable=False))
    _of_doors(
        "door_session",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("last_seen_at", AT, nullable=False),
        sa.Column("expires_at", AT, nullable=False),
    )
    _letters()
    for table in ("door", "door_letter"):
        op.execute(f"SELECT journal_watch('{table}')")
    op.add_column("journal_transaction", sa.Column("door_id", sa.BigInteger(), nullable=True))
    _journal(WITH_DOOR)


def downgrade() -> None:
    _journal(WITHOUT_DOOR)
    op.drop_column("journal_transaction", "door_id")
    for table in ("door_letter", "door_session", "door_token", "door"):
        op.drop_table(table)


def _journal(parts: dict[str, str]) -> None:
    for function in (ACTING, ENTRY, SEAL):
        op.execute(function.format(**parts))


def _doors() -> None:
    op.create_table(
        "door",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False, comment="last day on which it opens"),
        sa.Column("created_at", AT, nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", AT, nullable=True, comment="first time its button was pressed"),
        sa.Column("revoked_at", AT, nullable=True),
        sa.CheckConstraint("kind IN ('qualification', 'programme')", name=op.f("ck_door_kind")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_door_created_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door")),
    )
    op.create_index(
        "uq_door_live",
        "door",
        ["kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def _of_doors(name: str, key: "sa.Column[bytes]", *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        key,
        sa.Column("door_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", AT, nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["door_id"], ["door.id"], name=op.f(f"fk_{name}_door_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_door_id"), name, ["door_id"], unique=False)


def _letters() -> None:
    op.create_table(
        "door_letter",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("door_id", sa.BigInteger(), nullable=False),
        sa.Column("to_email", sa.Text(), nullable=False),
        sa.Column("queued_at", AT, nullable=False),
        sa.Column("queued_by_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", AT, nullable=True),
        sa.Column("sent_at", AT, nullable=True),
        sa.Column("failed_at", AT, nullable=True),
        sa.Column("failure", sa.Text(), server_default="", nullable=False, comment="a French sentence"),
        sa.CheckConstraint("kind IN ('invitation', 'reminder')", name=op.f("ck_door_letter_kind")),
        sa.ForeignKeyConstraint(["door_id"], ["door.id"], name=op.f("fk_door_letter_door_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["queued_by_id"], ["user.id"], name=op.f("fk_door_letter_queued_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_door_letter_key")),
    )
    op.create_index("ix_door_letter_door_id", "door_letter", ["door_id", "id"], unique=False)
