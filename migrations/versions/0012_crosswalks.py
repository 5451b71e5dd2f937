"""crosswalks from the grid to other frames, versioned and signed"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The account that signed may be removed: its name, written in the signature, stays.
FROZEN = """
CREATE TRIGGER crosswalk_is_frozen
  BEFORE UPDATE OF id, frame, number, grid_reference, source, sha256, note, signed_name, signed_as, published_at OR DELETE
  ON crosswalk FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_table(
        "crosswalk",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("frame", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("grid_reference", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False, comment="what was decided, by whom"),
        sa.Column("signed_name", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_as", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_crosswalk_number")),
        sa.CheckConstraint("(signed_name = '') = (signed_as = '')", name=op.f("ck_crosswalk_signature")),
        sa.ForeignKeyConstraint(
            ["grid_reference"], ["grid_version.reference"], name=op.f("fk_crosswalk_grid_reference")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name=op.f("fk_crosswalk_published_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crosswalk")),
        sa.UniqueConstraint("frame", "number", name=op.f("uq_crosswalk_frame_number")),
    )
    op.create_table(
        "crosswalk_draft",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("frame", sa.Text(), nullable=False),
        sa.Column("base_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["base_id"], ["crosswalk.id"], name=op.f("fk_crosswalk_draft_base_id")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_crosswalk_draft_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crosswalk_draft")),
        sa.UniqueConstraint("frame", name=op.f("uq_crosswalk_draft_frame")),
    )
    op.execute(FROZEN)


def downgrade() -> None:
    op.drop_table("crosswalk_draft")
    op.drop_table("crosswalk")
