"""second factor, recovery codes, identity providers, what happens to an account"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = (
    "signed_in",
    "wrong_password",
    "wrong_code",
    "codes_exhausted",
    "recovery_code_used",
    "signed_out",
    "sessions_ended",
    "password_changed",
    "factor_added",
    "factor_removed",
    "factor_reset",
    "codes_renewed",
    "provider_linked",
    "provider_unlinked",
)
WATCHED = ("second_factor", "recovery_code", "provider_identity")


def moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def person() -> sa.Column[object]:
    return sa.Column("user_id", sa.BigInteger(), nullable=False)


def of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=f"fk_{table}_user_id", ondelete="CASCADE")


def number() -> sa.Column[object]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False)


def upgrade() -> None:
    op.add_column("user_session", sa.Column("method", sa.Text(), nullable=True))
    op.add_column(
        "user_session", sa.Column("second_factor", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("user_session", moment("confirmed_at", nullable=True))
    op.add_column("sign_in_attempt", sa.Column("kind", sa.Text(), server_default=sa.text("'password'"), nullable=False))
    factors()
    providers()
    events()
    for table in WATCHED:
        op.execute(f"SELECT journal_watch('{table}')")


def factors() -> None:
    op.create_table(
        "second_factor",
        person(),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        moment("created_at"),
        sa.PrimaryKeyConstraint("user_id", name="pk_second_factor"),
        of_person("second_factor"),
    )
    op.create_table(
        "recovery_code",
        number(),
        person(),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
        sa.UniqueConstraint("user_id", "mark", name="uq_recovery_code_user_id_mark"),
        of_person("recovery_code"),
    )
    op.create_table(
        "sign_in_step",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        person(),
        sa.Column("method", sa.Text(), nullable=False),
        moment("expires_at"),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sign_in_step"),
        of_person("sign_in_step"),
    )
    op.create_index("ix_sign_in_step_user_id", "sign_in_step", ["user_id"])


def providers() -> None:
    op.create_table(
        "provider_identity",
        number(),
        person(),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        moment("created_at"),
        sa.PrimaryKeyConstraint("id", name="pk_provider_identity"),
        sa.UniqueConstraint("issuer", "subject", name="uq_provider_identity_issuer_subject"),
        sa.UniqueConstraint("user_id", "issuer", name="uq_provider_identity_user_id_issuer"),
        of_person("provider_identity"),
    )
    op.create_table(
        "provider_return",
        sa.Column("state_sha256", sa.LargeBinary(), nullable=False),
        moment("at"),
        sa.PrimaryKeyConstraint("state_sha256", name="pk_provider_return"),
    )
    op.create_index("ix_provider_return_at", "provider_return", ["at"])


def events() -> None:
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_table(
        "account_event",
        number(),
        person(),
        moment("at"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.Column("browser_sha256", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account_event"),
        sa.CheckConstraint(f"kind IN ({listed})", name="ck_account_event_kind"),
        of_person("account_event"),
    )
    op.create_index("ix_account_event_user", "account_event", ["user_id", "at"])


def downgrade() -> None:
    for table in (
        "account_event",
        "provider_return",
        "provider_identity",
        "sign_in_step",
        "recovery_code",
        "second_factor",
    ):
        op.drop_table(table)
    op.drop_column("sign_in_attempt", "kind")
    for column in ("confirmed_at", "second_factor", "method"):
        op.drop_column("user_session", column)
