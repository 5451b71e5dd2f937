"""the partners' own voice: invitations, letters, workbooks, grids being written, merges"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = {
    "campaign_event": (("opened", "closed", "reopened", "published"), ("extended",)),
    "respondent_event": (("submitted", "reopened"), ("invited", "revoked", "contact", "offline")),
}
TABLES = (
    "respondent_session",
    "letter",
    "invitation_token",
    "offline_grid",
    "invitation",
    "campaign_reminder",
    "organisation_merge",
    "grid_draft",
)


def upgrade() -> None:
    invitations()
    letters()
    workbooks()
    drafts()
    merges()
    who_answered()
    for table, (before, added) in KINDS.items():
        allow_kinds(table, before + added)


def downgrade() -> None:
    for table, (before, added) in KINDS.items():
        op.execute(f"DELETE FROM {table} WHERE kind IN ({listed(added)})")  # nobody could read them any more
        allow_kinds(table, before)
    op.drop_column("respondent_event", "invitation_id")
    op.drop_column("respondent", "quotes_allowed")
    op.drop_column("answer", "invitation_id")
    op.alter_column("answer", "answered_by_id", comment=None)
    for table in TABLES:
        op.drop_table(table)


def allow_kinds(table: str, kinds: Sequence[str]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_kind"), table)
    op.create_check_constraint(op.f(f"ck_{table}_kind"), table, f"kind IN ({listed(kinds)})")


def listed(kinds: Sequence[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)


def invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True, comment="first time its button was pressed"),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('answer', 'results')", name=op.f("ck_invitation_purpose")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["user.id"], name=op.f("fk_invitation_created_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_invitation_respondent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_respondent_id"), "invitation", ["respondent_id"], unique=False)
    op.create_index(
        "uq_invitation_live",
        "invitation",
        ["respondent_id", "purpose"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "invitation_token",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("invitation_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="beyond it the link is dead whatever the campaign says",
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_invitation_token_invitation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_invitation_token")),
    )
    op.create_index(op.f("ix_invitation_token_invitation_id"), "invitation_token", ["invitation_id"], unique=False)
    op.create_table(
        "respondent_session",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("invitation_id", sa.BigInteger(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_respondent_session_invitation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_respondent_session")),
    )
    op.create_index(op.f("ix_respondent_session_invitation_id"), "respondent_session", ["invitation_id"], unique=False)


def letters() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("invitation_id", sa.BigInteger(), nullable=True),
        sa.Column("to_email", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_by_id", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), server_default="", nullable=False, comment="a French sentence"),
        sa.CheckConstraint("kind IN ('invitation', 'reminder', 'receipt', 'results')", name=op.f("ck_letter_kind")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_letter_invitation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["queued_by_id"], ["user.id"], name=op.f("fk_letter_queued_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_letter_respondent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    op.create_index("ix_letter_respondent_id", "letter", ["respondent_id", "id"], unique=False)
    op.create_table(
        "campaign_reminder",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_reminder_campaign_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_reminder")),
        sa.UniqueConstraint("campaign_id", "due_on", name=op.f("uq_campaign_reminder_campaign_id_due_on")),
    )


def workbooks() -> None:
    op.create_table(
        "offline_grid",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("grid_reference", sa.Text(), nullable=False),
        sa.Column("seen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by_id", sa.BigInteger(), nullable=True),
        sa.Column("received_sha256", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grid_reference"], ["grid_version.reference"], name=op.f("fk_offline_grid_grid_reference")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["user.id"], name=op.f("fk_offline_grid_issued_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["user.id"], name=op.f("fk_offline_grid_received_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_offline_grid_respondent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offline_grid")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_offline_grid_token_sha256")),
    )
    op.create_index(op.f("ix_offline_grid_respondent_id"), "offline_grid", ["respondent_id"], unique=False)


def drafts() -> None:
    op.create_table(
        "grid_draft",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False, comment="id@version it will be published under"),
        sa.Column("base_reference", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["base_reference"], ["grid_version.reference"], name=op.f("fk_grid_draft_base_reference")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_grid_draft_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_draft")),
        sa.UniqueConstraint("reference", name=op.f("uq_grid_draft_reference")),
    )


def merges() -> None:
    op.create_table(
        "organisation_merge",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kept_id", sa.BigInteger(), nullable=False),
        sa.Column("removed_id", sa.BigInteger(), nullable=False),
        sa.Column("removed_name", sa.Text(), nullable=False),
        sa.Column("removed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kept_before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by_id", sa.BigInteger(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["kept_id"], ["organisation.id"], name=op.f("fk_organisation_merge_kept_id")),
        sa.ForeignKeyConstraint(
            ["merged_by_id"], ["user.id"], name=op.f("fk_organisation_merge_merged_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["user.id"], name=op.f("fk_organisation_merge_undone_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_merge")),
    )
    op.create_index(op.f("ix_organisation_merge_kept_id"), "organisation_merge", ["kept_id"], unique=False)


def who_answered() -> None:
    op.add_column(
        "answer", sa.Column("invitation_id", sa.BigInteger(), nullable=True, comment="given by the partner itself")
    )
    op.alter_column(
        "answer",
        "answered_by_id",
        existing_type=sa.BIGINT(),
        comment="entered on behalf of the partner by a person of the fund",
        existing_nullable=True,
    )
    op.create_foreign_key(
        op.f("fk_answer_invitation_id"), "answer", "invitation", ["invitation_id"], ["id"], ondelete="SET NULL"
    )
    op.add_column(
        "respondent",
        sa.Column(
            "quotes_allowed",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="its author lets its comments be quoted outside the alliance",
        ),
    )
    op.add_column("respondent_event", sa.Column("invitation_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_respondent_event_invitation_id"),
        "respondent_event",
        "invitation",
        ["invitation_id"],
        ["id"],
        ondelete="SET NULL",
    )
