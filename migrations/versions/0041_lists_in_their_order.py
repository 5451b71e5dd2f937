"""long lists read in their order

The follow-up: open campaigns first, then those in preparation, closed, published; of those to come the nearest closing first, of the
others the latest, those without a day last. Projects by code: ODD17-2024-1000 comes after ODD17-2024-999.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PLACE = """
CREATE FUNCTION follow_up_place(status text, closes_on date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE status WHEN 'ouverte' THEN 0 WHEN 'preparation' THEN 1 WHEN 'close' THEN 2 ELSE 3 END * 10000000 + coalesce(
    CASE WHEN status IN ('ouverte', 'preparation') THEN closes_on - date '2000-01-01'
      ELSE date '2000-01-01' - closes_on END, 1000000)
"""
CODE = """
CREATE FUNCTION code_place(code text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  (split_part(code, '-', 2) || lpad(split_part(code, '-', 3), 14, '0'))::bigint
"""


def upgrade() -> None:
    op.execute(PLACE)
    op.execute(CODE)
    op.create_index("ix_project_code_place", "project", [sa.text("code_place(code)"), "id"])
    op.create_index("ix_campaign_follow_up", "campaign", [sa.text("follow_up_place(status, closes_on)"), "id"])


def downgrade() -> None:
    op.drop_index("ix_project_code_place", "project")
    op.execute("DROP FUNCTION code_place(text)")
    op.drop_index("ix_campaign_follow_up", "campaign")
    op.execute("DROP FUNCTION follow_up_place(text, date)")
