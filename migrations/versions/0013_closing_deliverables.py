"""the four pillars a finished project closes with, and what it agrees to tell"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# La règle de 0010, et une de plus pour le dernier pas ; un import qui se défait remet le statut d’avant, quel qu’il soit.
PILLARS = """
  IF NEW.status = 'capitalise' AND after_step > before_step AND EXISTS (
    SELECT FROM pillar AS p WHERE p.active AND NOT EXISTS (
      SELECT FROM deliverable AS d
      WHERE d.project_id = NEW.id AND d.pillar_code = p.code AND d.done_on IS NOT NULL)
  ) THEN
    RAISE check_violation USING MESSAGE = 'a pillar has no deliverable', CONSTRAINT = 'ck_project_pillars';
  END IF;
"""
STATUS_MOVE = """
CREATE OR REPLACE FUNCTION check_status_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  steps text[] := ARRAY['repere', 'instruction', 'valide', 'conventionne', 'en_cours', 'termine', 'capitalise'];
  before_step int := array_position(steps, OLD.status);
  after_step int := array_position(steps, NEW.status);
BEGIN
  IF NEW.status = OLD.status THEN RETURN NEW; END IF;
  IF current_setting('odd17.undoes_import', true) <> '' THEN RETURN NEW; END IF;
  IF NOT coalesce(abs(after_step - before_step) = 1, false)
     AND NOT coalesce(NEW.status = 'abandonne' AND before_step <= 5, false) THEN
    RAISE check_violation USING MESSAGE = 'this status move is not allowed', CONSTRAINT = 'ck_project_status_move';
  END IF;
  IF NEW.status = 'valide' AND after_step > before_step
     AND NOT EXISTS (SELECT FROM investment WHERE project_id = NEW.id AND copil_on IS NOT NULL) THEN
    RAISE check_violation USING MESSAGE = 'no investment validated by a COPIL', CONSTRAINT = 'ck_project_copil';
  END IF;
  IF NEW.status = 'conventionne' AND after_step > before_step THEN
    IF NEW.charter_signed_on IS NULL THEN
      RAISE check_violation USING MESSAGE = 'the charter is not signed', CONSTRAINT = 'ck_project_charter_signed';
    END IF;
    IF EXISTS (
      SELECT FROM investment AS i WHERE i.project_id = NEW.id AND i.amount_eur <> coalesce(
        (SELECT sum(t.amount_eur) FROM instalment AS t WHERE t.investment_id = i.id AND t.status <> 'cancelled'), 0)
    ) THEN
      RAISE check_violation USING MESSAGE = 'instalments do not sum up', CONSTRAINT = 'ck_project_instalments';
    END IF;
  END IF;{pillars}
  RETURN NEW;
END $$;
"""
# Un projet capitalisé garde au moins un livrable coché par pilier qui en avait un. Le projet qui s’en va emporte tout.
KEPT = """
CREATE FUNCTION check_deliverable_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stage text;
BEGIN
  IF OLD.done_on IS NULL THEN RETURN NULL; END IF;
  SELECT status INTO stage FROM project WHERE id = OLD.project_id FOR SHARE;
  IF stage = 'capitalise' AND NOT EXISTS (
    SELECT FROM deliverable
    WHERE project_id = OLD.project_id AND pillar_code = OLD.pillar_code AND done_on IS NOT NULL)
  THEN
    RAISE check_violation USING MESSAGE = 'the last deliverable of a pillar', CONSTRAINT = 'ck_deliverable_last';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ck_deliverable_last AFTER UPDATE OR DELETE ON deliverable
  FOR EACH ROW EXECUTE FUNCTION check_deliverable_stays();
"""


def upgrade() -> None:
    tables()
    op.execute(KEPT)
    op.execute(STATUS_MOVE.format(pillars=PILLARS))


def downgrade() -> None:
    op.execute(STATUS_MOVE.format(pillars=""))
    op.drop_table("case_agreement")
    op.drop_table("case_study")
    op.drop_table("deliverable")
    op.execute("DROP FUNCTION check_deliverable_stays()")


def tables() -> None:
    op.create_table(
        "deliverable",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("pillar_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("kept_at", sa.Text(), server_default="", nullable=False, comment="a link, or where it is kept"),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        *versioned(),
        sa.CheckConstraint("done_on IS NULL OR kept_at <> ''", name=op.f("ck_deliverable_kept_at")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_deliverable_title")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_deliverable_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["pillar_code"], ["pillar.code"], name=op.f("fk_deliverable_pillar_code")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_deliverable_project_id"), ondelete="CASCADE"
        ),
        signed("deliverable"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
    )
    op.create_index("ix_deliverable_project_id", "deliverable", ["project_id", "pillar_code", "id"], unique=False)
    op.create_index(op.f("ix_deliverable_partner_id"), "deliverable", ["partner_id"], unique=False)
    op.create_table(
        "case_study",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text(), server_default="", nullable=False) for name in TEXTS),
        sa.Column("contact_partner_id", sa.BigInteger(), nullable=True),
        *versioned(),
        sa.ForeignKeyConstraint(
            ["contact_partner_id"], ["partner.id"], name=op.f("fk_case_study_contact_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_case_study_project_id"), ondelete="CASCADE"
        ),
        signed("case_study"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_study")),
        sa.UniqueConstraint("project_id", name=op.f("uq_case_study_project_id")),
    )
    op.create_index(op.f("ix_case_study_contact_partner_id"), "case_study", ["contact_partner_id"], unique=False)
    op.create_table(
        "case_agreement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("agreed_by", sa.Text(), nullable=False, comment="who, and for whom: never leaves with the case"),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("shows_money", sa.Boolean(), server_default="false", nullable=False),
        sa.Column(
            "texts", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="what was read and agreed to"
        ),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("agreed_by <> ''", name=op.f("ck_case_agreement_agreed_by")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_study.id"], name=op.f("fk_case_agreement_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_case_agreement_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_agreement")),
    )
    op.create_index(op.f("ix_case_agreement_case_id"), "case_agreement", ["case_id"], unique=False)


TEXTS = ("title", "summary", "lessons", "conditions")


def versioned() -> list[sa.Column[object]]:
    return [
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
    ]


def signed(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["updated_by_id"], ["user.id"], name=op.f(f"fk_{table}_updated_by_id"), ondelete="SET NULL"
    )
