"""qualification of the practices of territorial catalysts"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WATCHED = (
    "qualification_grid",
    "qualification_grid_draft",
    "qualification",
    "qualification_level",
    "qualification_comment",
)
# The account that published may be removed.
FROZEN = """
CREATE TRIGGER qualification_grid_is_frozen
  BEFORE UPDATE OF id, number, source, sha256, decided_on, note, published_at OR DELETE
  ON qualification_grid FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""
# What a person wrote may still be forgotten; what was answered does not move.
OPEN = """
CREATE FUNCTION check_qualification_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.qualification_id ELSE NEW.qualification_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM qualification WHERE id = own AND status = 'sent') THEN
    RAISE check_violation USING MESSAGE = 'the qualification is sent', CONSTRAINT = 'qualification_level_is_open';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER qualification_level_is_open
  BEFORE INSERT OR UPDATE OF qualification_id, practice_code, level OR DELETE
  ON qualification_level FOR EACH ROW EXECUTE FUNCTION check_qualification_open();
"""


def upgrade() -> None:
    grids()
    qualification()
    answers()
    op.execute(FROZEN)
    op.execute(OPEN)
    for table in WATCHED:
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    for table in reversed(WATCHED):
        op.drop_table(table)
    op.execute("DROP FUNCTION check_qualification_open()")


def grids() -> None:
    op.create_table(
        "qualification_grid",
        numbered(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False, comment="what was decided, by whom"),
        sa.Column("published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_qualification_grid_number")),
        sa.CheckConstraint("(decided_on IS NULL) = (note = '')", name=op.f("ck_qualification_grid_decision")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name=op.f("fk_qualification_grid_published_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification_grid")),
        sa.UniqueConstraint("number", name=op.f("uq_qualification_grid_number")),
    )
    op.create_table(
        "qualification_grid_draft",
        numbered(),
        sa.Column("base_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        *versioned(),
        sa.ForeignKeyConstraint(
            ["base_id"], ["qualification_grid.id"], name=op.f("fk_qualification_grid_draft_base_id")
        ),
        last_saved_by("qualification_grid_draft"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification_grid_draft")),
        sa.UniqueConstraint("base_id", name=op.f("uq_qualification_grid_draft_base_id")),
    )


def qualification() -> None:
    op.create_table(
        "qualification",
        numbered(),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("grid_id", sa.BigInteger(), nullable=False),
        sa.Column("territory_label", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), server_default="prepared", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Text(), nullable=True),
        sa.Column("sender_name", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "territory_search", sa.Text(), sa.Computed("normalise(territory_label)", persisted=True), nullable=False
        ),
        *versioned(),
        sa.CheckConstraint("status IN ('prepared', 'sent')", name=op.f("ck_qualification_status")),
        sa.CheckConstraint("sent_by IN ('organisation', 'fund')", name=op.f("ck_qualification_sent_by")),
        sa.CheckConstraint("territory_label <> ''", name=op.f("ck_qualification_territory_label")),
        sa.CheckConstraint(
            "(status = 'sent') = (sent_at IS NOT NULL) AND (status = 'sent') = (sent_by IS NOT NULL)",
            name=op.f("ck_qualification_sent"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_qualification_organisation_id")
        ),
        sa.ForeignKeyConstraint(["grid_id"], ["qualification_grid.id"], name=op.f("fk_qualification_grid_id")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_qualification_region_code")),
        last_saved_by("qualification"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_qualification")),
    )
    op.create_index(op.f("ix_qualification_grid_id"), "qualification", ["grid_id"])
    op.create_index(op.f("ix_qualification_region_code"), "qualification", ["region_code"])
    op.create_index("ix_qualification_organisation_id", "qualification", ["organisation_id", "held_on"])
    op.create_index("ix_qualification_held_on", "qualification", ["held_on", "id"])


def answers() -> None:
    op.create_table(
        "qualification_level",
        sa.Column("qualification_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("practice_code", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name=op.f("ck_qualification_level_level")),
        of_a_qualification("qualification_level"),
        sa.PrimaryKeyConstraint("qualification_id", "practice_code", name=op.f("pk_qualification_level")),
    )
    op.create_table(
        "qualification_comment",
        sa.Column("qualification_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mission_code", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        of_a_qualification("qualification_comment"),
        sa.PrimaryKeyConstraint("qualification_id", "mission_code", name=op.f("pk_qualification_comment")),
    )


def numbered() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def versioned() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
    )


def last_saved_by(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["updated_by_id"], ["user.id"], name=op.f(f"fk_{table}_updated_by_id"), ondelete="SET NULL"
    )


def of_a_qualification(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["qualification_id"], ["qualification.id"], name=op.f(f"fk_{table}_qualification_id"), ondelete="CASCADE"
    )
