"""how long things are kept, and who asked to be forgotten"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("treatment", "retention_rule", "purge", "erasure")
STATES = ("waiting", "running", "done", "failed", "stopped")


def upgrade() -> None:
    treatment()
    retention_rule()
    purge()
    erasure()
    states_of_issued_files((*STATES, "withdrawn"))
    for table in TABLES:
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    # Un fichier retiré n’a plus de contenu : les tables d’avant ne savent dire que « interrompu ».
    op.execute("UPDATE issued_file SET state = 'stopped' WHERE state = 'withdrawn'")
    states_of_issued_files(STATES)
    for table in reversed(TABLES):
        op.drop_table(table)


def states_of_issued_files(states: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_issued_file_state"), "issued_file")
    listed = ", ".join(f"'{state}'" for state in states)
    op.create_check_constraint(op.f("ck_issued_file_state"), "issued_file", f"state IN ({listed})")


def treatment() -> None:
    op.create_table(
        "treatment",
        sa.Column("code", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        *versioned(),
        signed("treatment", "updated_by_id"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_treatment")),
    )


TEXTS = ("purpose", "legal_basis", "persons", "recipients", "measures")


def retention_rule() -> None:
    op.create_table(
        "retention_rule",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        *versioned(),
        sa.CheckConstraint("months BETWEEN 1 AND 240", name=op.f("ck_retention_rule_months")),
        signed("retention_rule", "updated_by_id"),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_retention_rule")),
    )


def purge() -> None:
    op.create_table(
        "purge",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("older_than", sa.DateTime(timezone=True), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("records > 0", name=op.f("ck_purge_records")),
        signed("purge", "user_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge")),
    )
    op.create_index(op.f("ix_purge_happened_at"), "purge", ["happened_at"], unique=False)


def erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("digests", sa.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("places", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("replayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("cardinality(digests) > 0", name=op.f("ck_erasure_digests")),
        signed("erasure", "user_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )


def versioned() -> list[sa.Column[object]]:
    return [
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
    ]


def signed(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["user.id"], name=op.f(f"fk_{table}_{column}"), ondelete="SET NULL")
