"""files received: what they would change, what they changed, kept line by line so that it can be undone"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEW_TABLES = (
    "organisation_alias",
    "import_header",
    "import_progress",
    "import_line",
    "import_change",
    "import_batch",
)
# Ce qu’un import peut écrire, de près ou de loin.
WATCHED = (
    "organisation",
    "project",
    "project_domain",
    "project_goal",
    "project_territory",
    "status_move",
    "partner",
    "investment",
    "allocation",
    "cofinancing",
    "instalment",
    "milestone",
    "indicator",
    "measurement",
    "respondent",
    "respondent_priority",
    "answer",
)
IS_IMPORTING = "current_setting('odd17.import_batch', true) <> ''"
KEEP = """
CREATE FUNCTION keep_import_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO import_change (batch_id, table_name, before, after) VALUES (
    current_setting('odd17.import_batch')::bigint, TG_TABLE_NAME, to_jsonb(OLD),
    CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END $$;
CREATE FUNCTION keep_import_addition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO import_change (batch_id, table_name, after)
    SELECT current_setting('odd17.import_batch')::bigint, TG_TABLE_NAME, to_jsonb(added) FROM added;
  RETURN NULL;
END $$;
"""
# La règle de 0003, sauf quand un import est défait : un projet retrouve alors son statut d’avant, quel qu’il soit.
UNDOING = "  IF current_setting('odd17.undoes_import', true) <> '' THEN RETURN NEW; END IF;\n"
STATUS_MOVE = """
CREATE OR REPLACE FUNCTION check_status_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  steps text[] := ARRAY['repere', 'instruction', 'valide', 'conventionne', 'en_cours', 'termine', 'capitalise'];
  before_step int := array_position(steps, OLD.status);
  after_step int := array_position(steps, NEW.status);
BEGIN
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
{exception}  IF NOT coalesce(abs(after_step - before_step) = 1, false)
     AND NOT coalesce(NEW.status = 'abandonne' AND before_step <= 5, false) THEN
    RAISE check_violation USING MESSAGE = 'this status move is not allowed', CONSTRAINT = 'ck_project_status_move';
  END IF;
  IF NEW.status = 'valide' AND after_step > before_step
     AND NOT EXISTS (SELECT FROM investment WHERE project_id = NEW.id AND copil_on IS NOT NULL) THEN
    RAISE check_violation USING MESSAGE = 'no investment validated by a COPIL', CONSTRAINT = 'ck_project_copil';
  END IF;
  IF NEW.status = 'conventionne' AND after_step > before_step THEN
    IF NEW.charter_signed_on IS NULL THEN
      RAISE check_violation USING MESSAGE = 'the charter is not signed', CONSTRAINT = 'ck_project_charter_signed';
    END IF;
    IF EXISTS (
      SELECT FROM investment AS i WHERE i.project_id = NEW.id AND i.amount_eur <> coalesce(
        (SELECT sum(t.amount_eur) FROM instalment AS t WHERE t.investment_id = i.id AND t.status <> 'cancelled'), 0)
    ) THEN
      RAISE check_violation USING MESSAGE = 'instalments do not sum up', CONSTRAINT = 'ck_project_instalments';
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""


def upgrade() -> None:
    tables()
    op.execute(KEEP)
    for table in WATCHED:
        op.execute(
            f"CREATE TRIGGER keep_import_addition AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT WHEN ({IS_IMPORTING}) EXECUTE FUNCTION keep_import_addition()"
        )
        op.execute(
            f"CREATE TRIGGER keep_import_change AFTER UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW WHEN ({IS_IMPORTING}) EXECUTE FUNCTION keep_import_change()"
        )
    op.execute(STATUS_MOVE.format(exception=UNDOING))


def downgrade() -> None:
    op.execute(STATUS_MOVE.format(exception=""))
    for table in WATCHED:
        op.execute(f"DROP TRIGGER keep_import_change ON {table}")
        op.execute(f"DROP TRIGGER keep_import_addition ON {table}")
    op.execute("DROP FUNCTION keep_import_change()")
    op.execute("DROP FUNCTION keep_import_addition()")
    for table in NEW_TABLES:
        op.drop_table(table)


def tables() -> None:
    op.create_table(
        "import_header",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("kind", "header", name=op.f("pk_import_header")),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("file_bytes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("cells", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.Text(), server_default="received", nullable=False),
        sa.Column("refusal", sa.Text(), server_default="", nullable=False),
        sa.Column("mapping", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("decisions", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("faults", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("notes", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("plan_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("received_by_id", sa.BigInteger(), nullable=True),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by_id", sa.BigInteger(), nullable=True),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(status IN ('applied', 'undoing', 'undone')) <= (applied_at IS NOT NULL)",
            name=op.f("ck_import_batch_applied_at"),
        ),
        sa.CheckConstraint("status <> 'unreadable' OR refusal <> ''", name=op.f("ck_import_batch_refusal")),
        sa.CheckConstraint(
            "status IN ('received', 'columns', 'planned', 'applying', 'applied', 'undoing', 'undone', 'unreadable', 'abandoned')",
            name=op.f("ck_import_batch_status"),
        ),
        sa.ForeignKeyConstraint(
            ["applied_by_id"], ["user.id"], name=op.f("fk_import_batch_applied_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["user.id"], name=op.f("fk_import_batch_received_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["undoes_id"], ["import_batch.id"], name=op.f("fk_import_batch_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index("ix_import_batch_received_at", "import_batch", ["received_at", "id"], unique=False)
    op.create_index(op.f("ix_import_batch_undoes_id"), "import_batch", ["undoes_id"], unique=False)
    op.create_table(
        "import_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_change_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_change")),
    )
    op.create_index("ix_import_change_batch_id", "import_change", ["batch_id", "id"], unique=False)
    op.create_table(
        "import_line",
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.CheckConstraint("state IN ('new', 'changed', 'same', 'refused')", name=op.f("ck_import_line_state")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_line_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_import_line")),
    )
    op.create_index("ix_import_line_state", "import_line", ["batch_id", "state", "position"], unique=False)
    op.create_table(
        "import_progress",
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_progress_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_import_progress")),
    )
    op.create_table(
        "organisation_alias",
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_organisation_alias_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_alias_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("name_key", "organisation_id", name=op.f("pk_organisation_alias")),
    )
    op.create_index(
        op.f("ix_organisation_alias_organisation_id"), "organisation_alias", ["organisation_id"], unique=False
    )
