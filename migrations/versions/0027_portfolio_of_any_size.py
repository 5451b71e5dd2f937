"""portfolio of any size: days of the calendar and lists found by index"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# name → table, columns
INDEXES: dict[str, tuple[str, list[str]]] = {
    "ix_milestone_day": ("milestone", ["coalesce(done_on, due_on)", "id"]),
    "ix_instalment_day": ("instalment", ["coalesce(paid_on, due_on)", "id"]),
    "ix_investment_copil_on": ("investment", ["copil_on"]),
    "ix_campaign_opens_on": ("campaign", ["opens_on"]),
    "ix_campaign_closes_on": ("campaign", ["closes_on"]),
    "ix_campaign_held_on": ("campaign", ["held_on", "id"]),
    "ix_project_starts_on": ("project", ["starts_on"]),
    "ix_project_ends_on": ("project", ["ends_on"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, [sa.text(column) if "(" in column else column for column in columns])
    op.create_index("ix_milestone_waited", "milestone", ["due_on"], postgresql_where=sa.text("done_on IS NULL"))


def downgrade() -> None:
    op.drop_index("ix_milestone_waited", "milestone")
    for name, (table, _) in reversed(INDEXES.items()):
        op.drop_index(name, table)
