"""files issued to funders, exports kept, scheduled and sent"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEW_TABLES = ("issued_sending", "issued_file", "saved_export", "issued_piece", "issued_content")


def upgrade() -> None:
    op.create_table(
        "issued_content",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_content")),
        sa.UniqueConstraint("sha256", name=op.f("uq_issued_content_sha256")),
    )
    op.create_table(
        "issued_piece",
        sa.Column("content_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["issued_content.id"], name=op.f("fk_issued_piece_content_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("content_id", "position", name=op.f("pk_issued_piece")),
    )
    op.create_table(
        "saved_export",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("choice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("date_rule", sa.Text(), server_default="that_day", nullable=False),
        sa.Column("schedule", sa.Text(), server_default="none", nullable=False),
        sa.Column("schedule_day", sa.Integer(), nullable=True),
        sa.Column("recipients", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("is_paused", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("next_run_on", sa.Date(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(schedule = 'none') = (schedule_day IS NULL)", name=op.f("ck_saved_export_schedule_day")),
        sa.CheckConstraint(
            "date_rule IN ('that_day', 'month_end', 'quarter_end', 'fixed')", name=op.f("ck_saved_export_date_rule")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_export_name")),
        sa.CheckConstraint("schedule <> 'weekly' OR schedule_day <= 7", name=op.f("ck_saved_export_schedule_weekday")),
        sa.CheckConstraint(
            "schedule IN ('none', 'weekly', 'monthly', 'quarterly')", name=op.f("ck_saved_export_schedule")
        ),
        sa.CheckConstraint("schedule_day BETWEEN 1 AND 31", name=op.f("ck_saved_export_schedule_day_range")),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_saved_export_owner_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_saved_export_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_export")),
    )
    op.create_index("ix_saved_export_next_run_on", "saved_export", ["next_run_on"], unique=False)
    op.create_index(op.f("ix_saved_export_owner_id"), "saved_export", ["owner_id"], unique=False)
    op.create_table(
        "issued_file",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("choice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("about", sa.Text(), server_default="", nullable=False),
        sa.Column("funder", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("failure", sa.Text(), server_default="", nullable=False, comment="a French sentence"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("projects", sa.Integer(), server_default="0", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("content_id", sa.BigInteger(), nullable=True),
        sa.Column("saved_export_id", sa.BigInteger(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(state = 'done') = (content_id IS NOT NULL)", name=op.f("ck_issued_file_content")),
        sa.CheckConstraint("state <> 'failed' OR failure <> ''", name=op.f("ck_issued_file_failure")),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'stopped')", name=op.f("ck_issued_file_state")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_issued_file_asked_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["content_id"], ["issued_content.id"], name=op.f("fk_issued_file_content_id")),
        sa.ForeignKeyConstraint(["saved_export_id"], ["saved_export.id"], name=op.f("fk_issued_file_saved_export_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_file")),
        sa.UniqueConstraint("saved_export_id", "due_on", name=op.f("uq_issued_file_saved_export_id_due_on")),
    )
    op.create_index(op.f("ix_issued_file_content_id"), "issued_file", ["content_id"], unique=False)
    op.create_index("ix_issued_file_digest", "issued_file", ["digest"], unique=False)
    op.create_table(
        "issued_sending",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("issued_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), server_default="", nullable=False, comment="a French sentence"),
        sa.Column("is_attached", sa.Boolean(), server_default="false", nullable=False),
        sa.ForeignKeyConstraint(
            ["issued_id"], ["issued_file.id"], name=op.f("fk_issued_sending_issued_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_sending")),
        sa.UniqueConstraint("issued_id", "email", name=op.f("uq_issued_sending_issued_id_email")),
    )
    # Un fichier bureautique est déjà compressé : la base n’essaie pas une seconde fois.
    op.execute("ALTER TABLE issued_piece ALTER COLUMN data SET STORAGE EXTERNAL")


def downgrade() -> None:
    for table in NEW_TABLES:
        op.drop_table(table)
