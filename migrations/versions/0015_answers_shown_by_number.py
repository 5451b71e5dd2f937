"""whose answers may be shown by number outside the alliance: not those given under the former promise"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "campaign", sa.Column("numbered_answers", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    # Les partenaires d’une campagne déjà ouverte ont lu « aucun partenaire n’est montré » : c’est tenu.
    op.execute("UPDATE campaign SET numbered_answers = false WHERE status <> 'preparation'")


def downgrade() -> None:
    op.drop_column("campaign", "numbered_answers")
