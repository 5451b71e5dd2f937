"""backups made and verified"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "backup",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("is_encrypted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verification", sa.Text(), nullable=True),
        sa.Column("verification_report", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("restore_seconds", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'incomplete', 'failed')", name=op.f("ck_backup_state")
        ),
        sa.CheckConstraint("verification IN ('passed', 'failed', 'could_not')", name=op.f("ck_backup_verification")),
        sa.CheckConstraint("(verification IS NULL) = (verified_at IS NULL)", name=op.f("ck_backup_verified_at")),
        sa.CheckConstraint("state NOT IN ('done', 'incomplete') OR file_name <> ''", name=op.f("ck_backup_file_name")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_backup_asked_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup")),
        sa.UniqueConstraint("due_on", name=op.f("uq_backup_due_on")),
    )
    op.create_index(op.f("ix_backup_asked_by_id"), "backup", ["asked_by_id"], unique=False)
    op.execute("SELECT journal_watch('backup')")


def downgrade() -> None:
    op.drop_table("backup")
