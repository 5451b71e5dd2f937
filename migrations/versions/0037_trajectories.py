"""horizons of the impacts and levers of the socio-economic model"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LEVERS = "lever IN ('richesses-humaines', 'ressources-financieres', 'alliances')"
IN_ORDER = "before_on IS NULL OR after_on IS NULL OR after_on >= before_on"


def upgrade() -> None:
    op.create_table(
        "model_lever",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("lever", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.Column("before_on", sa.Date(), nullable=True),
        sa.Column("after", sa.Text(), server_default="", nullable=False),
        sa.Column("after_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(LEVERS, name=op.f("ck_model_lever_lever")),
        sa.CheckConstraint("before <> '' OR after <> ''", name=op.f("ck_model_lever_described")),
        sa.CheckConstraint("(before = '') = (before_on IS NULL)", name=op.f("ck_model_lever_before_dated")),
        sa.CheckConstraint("(after = '') = (after_on IS NULL)", name=op.f("ck_model_lever_after_dated")),
        sa.CheckConstraint(IN_ORDER, name=op.f("ck_model_lever_dates")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_model_lever_evidence")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_model_lever_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_model_lever_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_lever")),
        sa.UniqueConstraint("project_id", "lever", name=op.f("uq_model_lever_project_id_lever")),
    )
    op.execute("SELECT journal_watch('model_lever')")


def downgrade() -> None:
    op.drop_table("model_lever")
