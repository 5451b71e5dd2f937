"""organisations told apart: alike, yet not the same, so that they are not proposed again"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "organisation_distinction",
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_organisation_distinction_order")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_organisation_distinction_decided_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["first_id"], ["organisation.id"], name=op.f("fk_organisation_distinction_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["organisation.id"], name=op.f("fk_organisation_distinction_second_id")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_organisation_distinction")),
    )
    op.create_index(
        op.f("ix_organisation_distinction_second_id"), "organisation_distinction", ["second_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("organisation_distinction")
