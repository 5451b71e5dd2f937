"""calendar feeds and notices"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WATCHED = ("notice_choice", "calendar_feed")


def upgrade() -> None:
    notice_choice()
    digest()
    notice()
    calendar_feed()
    op.add_column("instalment", sa.Column("payable_reason", sa.Text(), server_default="", nullable=False))
    for table in WATCHED:
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    op.drop_column("instalment", "payable_reason")
    for table in ("calendar_feed", "notice", "digest", "notice_choice"):
        op.drop_table(table)


def notice_choice() -> None:
    op.create_table(
        "notice_choice",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("only_mine", sa.Boolean(), nullable=False),
        sa.Column("subjects", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("delays", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("tells_late", sa.Boolean(), nullable=False),
        sa.Column("tells_escalations", sa.Boolean(), nullable=False),
        sa.CheckConstraint("rhythm IN ('none', 'daily', 'weekly')", name=op.f("ck_notice_choice_rhythm")),
        sa.CheckConstraint(
            "subjects <@ ARRAY['milestone', 'instalment', 'campaign']::text[]", name=op.f("ck_notice_choice_subjects")
        ),
        sa.CheckConstraint("delays <@ ARRAY[30, 14, 7, 1, 0]", name=op.f("ck_notice_choice_delays")),
        of_a_person("notice_choice"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notice_choice")),
    )


def digest() -> None:
    op.create_table(
        "digest",
        numbered(),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        moment("queued_at", nullable=False),
        *(moment(name) for name in ("started_at", "sent_at", "failed_at")),
        sa.Column("failure", sa.Text(), server_default="", nullable=False),
        of_a_person("digest"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("user_id", "day", name=op.f("uq_digest_user_id_day")),
    )
    op.create_index("ix_digest_queued_at", "digest", ["queued_at"])


def notice() -> None:
    op.create_table(
        "notice",
        numbered(),
        sa.Column("digest_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.CheckConstraint("subject IN ('milestone', 'instalment', 'campaign')", name=op.f("ck_notice_subject")),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_notice_digest_id"), ondelete="CASCADE"),
        of_a_person("notice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "user_id",
            "subject",
            "subject_id",
            "due_on",
            "mark",
            name=op.f("uq_notice_user_id_subject_subject_id_due_on_mark"),
        ),
    )
    op.create_index(op.f("ix_notice_digest_id"), "notice", ["digest_id"])
    op.create_index("ix_notice_subject", "notice", ["subject", "subject_id"])


def calendar_feed() -> None:
    op.create_table(
        "calendar_feed",
        numbered(),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), server_default="", nullable=False),
        sa.Column("only_mine", sa.Boolean(), server_default="false", nullable=False),
        moment("created_at", nullable=False),
        moment("last_read_at"),
        moment("revoked_at"),
        sa.CheckConstraint("label <> ''", name=op.f("ck_calendar_feed_label")),
        of_a_person("calendar_feed"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_calendar_feed_token_sha256")),
    )
    op.create_index(op.f("ix_calendar_feed_user_id"), "calendar_feed", ["user_id"])


def numbered() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def moment(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def of_a_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f(f"fk_{table}_user_id"), ondelete="CASCADE")
