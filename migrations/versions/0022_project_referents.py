"""who of the team follows a project"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("project", sa.Column("referent_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_project_referent_id"), "project", "user", ["referent_id"], ["id"], ondelete="SET NULL"
    )
    op.create_index(op.f("ix_project_referent_id"), "project", ["referent_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_project_referent_id"), "project")
    op.drop_constraint(op.f("fk_project_referent_id"), "project", type_="foreignkey")
    op.drop_column("project", "referent_id")
