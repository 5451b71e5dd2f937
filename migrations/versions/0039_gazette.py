"""the fund’s gazette"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Une gazette envoyée reste telle qu’elle est partie ; seul l’effacement d’une personne, qui s’annonce, y touche.
FROZEN = """
CREATE FUNCTION keep_sent_gazette() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('odd17.forgetting', true) = 'on' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF OLD.status = 'envoyee' AND (TG_OP = 'DELETE'
      OR (NEW.month, NEW.edition, NEW.title, NEW.editorial, NEW.correction, NEW.status, NEW.sent_at)
      IS DISTINCT FROM (OLD.month, OLD.edition, OLD.title, OLD.editorial, OLD.correction, OLD.status, OLD.sent_at))
  THEN
    RAISE check_violation USING MESSAGE = 'a sent gazette is frozen', CONSTRAINT = 'gazette_is_frozen';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER gazette_is_frozen BEFORE UPDATE OR DELETE ON gazette
  FOR EACH ROW EXECUTE FUNCTION keep_sent_gazette();

CREATE FUNCTION keep_sent_gazette_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('odd17.forgetting', true) = 'on' THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF TG_OP = 'UPDATE'
      AND (NEW.gazette_id, NEW.kind, NEW.position, NEW.text, NEW.is_kept, NEW.source_table, NEW.source_key)
      IS NOT DISTINCT FROM
      (OLD.gazette_id, OLD.kind, OLD.position, OLD.text, OLD.is_kept, OLD.source_table, OLD.source_key)
  THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM gazette WHERE status = 'envoyee' AND id IN (NEW.gazette_id, OLD.gazette_id)) THEN
    RAISE check_violation USING MESSAGE = 'a sent gazette is frozen', CONSTRAINT = 'gazette_item_is_frozen';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER gazette_item_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON gazette_item
  FOR EACH ROW EXECUTE FUNCTION keep_sent_gazette_item();
"""
KINDS = "'investissement', 'territoire', 'jalon', 'resultat', 'verbatim', 'libre'"


def upgrade() -> None:
    gazettes()
    items()
    subscribers()
    sendings()
    op.execute(FROZEN)
    for table in ("gazette", "gazette_item", "gazette_subscriber", "gazette_sending"):
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    for table in ("gazette_sending", "gazette_subscriber", "gazette_item", "gazette"):
        op.drop_table(table)
    op.execute("DROP FUNCTION keep_sent_gazette_item()")
    op.execute("DROP FUNCTION keep_sent_gazette()")


def gazettes() -> None:
    op.create_table(
        "gazette",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), server_default="1", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("editorial", sa.Text(), server_default="", nullable=False),
        sa.Column("correction", sa.Text(), server_default="", nullable=False, comment="what a new edition corrects"),
        sa.Column("status", sa.Text(), server_default="brouillon", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.BigInteger(), nullable=True),
        *versioned(),
        sa.CheckConstraint("status IN ('brouillon', 'prete', 'envoyee')", name=op.f("ck_gazette_status")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_gazette_title")),
        sa.CheckConstraint("extract(day FROM month) = 1", name=op.f("ck_gazette_month")),
        sa.CheckConstraint("edition > 0", name=op.f("ck_gazette_edition")),
        sa.CheckConstraint("(edition = 1) = (correction = '')", name=op.f("ck_gazette_correction")),
        sa.CheckConstraint("(status = 'envoyee') = (sent_at IS NOT NULL)", name=op.f("ck_gazette_sent_at")),
        pointing("gazette", "sent_by_id", "user", "SET NULL"),
        pointing("gazette", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gazette")),
        sa.UniqueConstraint("month", "edition", name=op.f("uq_gazette_month_edition")),
    )
    op.create_index("uq_gazette_live_month", "gazette", ["month"], unique=True, postgresql_where="status <> 'envoyee'")


def items() -> None:
    op.create_table(
        "gazette_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("gazette_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), server_default="", nullable=False),
        sa.Column("source_table", sa.Text(), server_default="", nullable=False),
        sa.Column("source_key", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False, comment="the page of the record"),
        sa.Column("is_kept", sa.Boolean(), server_default="true", nullable=False),
        *versioned(),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_gazette_item_kind")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_gazette_item_text")),
        sa.CheckConstraint("(source_key = '') = (source_table = '')", name=op.f("ck_gazette_item_source")),
        sa.CheckConstraint("(source_key = '') = (kind = 'libre')", name=op.f("ck_gazette_item_free")),
        pointing("gazette_item", "gazette_id", "gazette", "CASCADE"),
        pointing("gazette_item", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gazette_item")),
    )
    op.create_index("ix_gazette_item_gazette_id", "gazette_item", ["gazette_id", "kind", "position"], unique=False)
    op.create_index(
        "uq_gazette_item_source",
        "gazette_item",
        ["gazette_id", "kind", "source_key"],
        unique=True,
        postgresql_where="source_key <> ''",
    )


def subscribers() -> None:
    op.create_table(
        "gazette_subscriber",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("is_kept", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("email <> ''", name=op.f("ck_gazette_subscriber_email")),
        pointing("gazette_subscriber", "added_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gazette_subscriber")),
        sa.UniqueConstraint("email", name=op.f("uq_gazette_subscriber_email")),
    )
    op.create_index("ix_gazette_subscriber_name", "gazette_subscriber", ["name", "id"], unique=False)


def sendings() -> None:
    op.create_table(
        "gazette_sending",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("gazette_id", sa.BigInteger(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("is_trial", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_by_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), server_default="", nullable=False, comment="a French sentence"),
        pointing("gazette_sending", "gazette_id", "gazette", "CASCADE"),
        pointing("gazette_sending", "subscriber_id", "gazette_subscriber", "SET NULL"),
        pointing("gazette_sending", "queued_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gazette_sending")),
    )
    op.create_index("ix_gazette_sending_gazette_id", "gazette_sending", ["gazette_id", "id"], unique=False)
    op.create_index(op.f("ix_gazette_sending_subscriber_id"), "gazette_sending", ["subscriber_id"], unique=False)
    op.create_index(
        "uq_gazette_sending_email",
        "gazette_sending",
        ["gazette_id", "email"],
        unique=True,
        postgresql_where="NOT is_trial",
    )


def versioned() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
    )


def pointing(table: str, column: str, target: str, rule: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=rule)
