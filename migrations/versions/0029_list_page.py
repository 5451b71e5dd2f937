"""list page: what changed since a transaction, found in the journal"""

from collections.abc import Sequence

from alembic import op

revision: str = "0029"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_journal_transaction_xid", "journal_transaction", ["xid"])


def downgrade() -> None:
    op.drop_index("ix_journal_transaction_xid", "journal_transaction")
