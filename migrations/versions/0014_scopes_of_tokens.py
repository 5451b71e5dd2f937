"""what a token of the json api may do, until when, and what was answered to a request sent with a key"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

READ = (
    "projects:read",
    "organisations:read",
    "milestones:read",
    "campaigns:read",
    "results:read",
    "regions:read",
    "exports:read",
)
WRITE = ("projects:write", "organisations:write", "milestones:write", "campaigns:write")


def listed(scopes: Sequence[str]) -> str:
    return f"ARRAY[{', '.join(repr(scope) for scope in scopes)}]::text[]"


def upgrade() -> None:
    op.add_column("api_token", sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=True))
    # Un jeton déjà donné garde ce qu’il pouvait : tout lire, rien écrire.
    op.execute(f"UPDATE api_token SET scopes = {listed(READ)}")
    op.alter_column("api_token", "scopes", nullable=False)
    op.create_check_constraint(
        op.f("ck_api_token_scopes"),
        "api_token",
        f"cardinality(scopes) > 0 AND scopes <@ {listed(READ + WRITE)}",
    )
    op.add_column(
        "api_token",
        sa.Column(
            "expires_on",
            sa.Date(),
            nullable=True,
            comment="last day of use, in Paris; none for the first tokens",
        ),
    )
    op.create_table(
        "api_answer",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_api_answer_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_api_answer")),
    )
    op.create_index(op.f("ix_api_answer_user_id"), "api_answer", ["user_id"], unique=False)
    op.create_index(op.f("ix_api_answer_created_at"), "api_answer", ["created_at"], unique=False)


def downgrade() -> None:
    op.drop_table("api_answer")
    op.drop_column("api_token", "expires_on")
    op.drop_constraint(op.f("ck_api_token_scopes"), "api_token", type_="check")
    op.drop_column("api_token", "scopes")
