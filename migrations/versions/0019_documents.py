"""documents kept with their versions and digests"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ABOUT = {
    "investment_id": "SET NULL",
    "milestone_id": "SET NULL",
    "campaign_id": "SET NULL",
    "deliverable_id": "SET NULL",
    "organisation_id": None,
}
# Ce dont parle un document appartient à son projet ; une organisation peut en être partenaire, financeur ou l’avoir été.
WITHIN = """
CREATE FUNCTION check_document_about() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.investment_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM investment WHERE id = NEW.investment_id AND project_id = NEW.project_id))
    OR (NEW.milestone_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM milestone WHERE id = NEW.milestone_id AND project_id = NEW.project_id))
    OR (NEW.campaign_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM campaign WHERE id = NEW.campaign_id AND project_id = NEW.project_id))
    OR (NEW.deliverable_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM deliverable WHERE id = NEW.deliverable_id AND project_id = NEW.project_id))
  THEN
    RAISE check_violation USING MESSAGE = 'about something of another project', CONSTRAINT = 'ck_document_about_project';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ck_document_about_project BEFORE INSERT OR UPDATE ON document
  FOR EACH ROW EXECUTE FUNCTION check_document_about();
"""


def upgrade() -> None:
    documents()
    versions()
    op.execute(WITHIN)
    for table in ("document", "document_version"):
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    op.drop_table("document_version")
    op.drop_table("document")
    op.execute("DROP FUNCTION check_document_about()")


def documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("has_personal_data", sa.Boolean(), server_default="false", nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ABOUT),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("search", sa.Text(), sa.Computed("normalise(title || ' ' || note)", persisted=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('convention', 'charte', 'rapport', 'preuve', 'autre')", name=op.f("ck_document_kind")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_document_title")),
        sa.CheckConstraint(f"num_nonnulls({', '.join(ABOUT)}) <= 1", name=op.f("ck_document_about")),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawal_reason = '')", name=op.f("ck_document_withdrawal")),
        pointing("document", "project_id", "project"),
        *(pointing("document", name, name.removesuffix("_id"), rule) for name, rule in ABOUT.items()),
        pointing("document", "withdrawn_by_id", "user", "SET NULL"),
        pointing("document", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index("ix_document_project_id", "document", ["project_id", "id"], unique=False)
    op.create_index(
        "ix_document_milestone_id", "document", ["milestone_id"], postgresql_where="milestone_id IS NOT NULL"
    )
    for name in ("investment_id", "campaign_id", "deliverable_id", "organisation_id"):
        op.create_index(op.f(f"ix_document_{name}"), "document", [name], unique=False)


def versions() -> None:
    op.create_table(
        "document_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("warning", sa.Text(), server_default="", nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("search", sa.Text(), sa.Computed("normalise(file_name)", persisted=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_document_version_number")),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_document_version_size_bytes")),
        sa.CheckConstraint("octet_length(sha256) = 32", name=op.f("ck_document_version_sha256")),
        sa.CheckConstraint("file_name <> ''", name=op.f("ck_document_version_file_name")),
        pointing("document_version", "document_id", "document", "CASCADE"),
        pointing("document_version", "added_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_version_document_id_number")),
    )
    op.create_index("ix_document_version_sha256", "document_version", ["sha256"], unique=False)


def pointing(table: str, column: str, target: str, rule: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=rule)
