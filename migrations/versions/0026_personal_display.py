"""how each person sees the site"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("user", sa.Column("theme", sa.Text(), server_default="auto", nullable=False))
    op.add_column("user", sa.Column("single_keys", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("user", sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("ck_user_theme"), "user", "theme IN ('auto', 'light', 'dark')")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_user_theme"), "user")
    for column in ("welcomed_at", "single_keys", "theme"):
        op.drop_column("user", column)
