"""evaluation of a programme from four viewpoints"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = (
    "programme_grid", "programme_review", "programme_review_event", "programme_voice", "programme_voice_event",
    "programme_answer", "programme_story", "programme_count", "programme_figure", "programme_result",
)  # fmt: skip
# Le compte qui a publié peut être retiré : tout le reste demeure.
FROZEN = """
CREATE TRIGGER programme_grid_is_frozen BEFORE UPDATE OR DELETE ON programme_grid
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER programme_result_is_frozen
  BEFORE UPDATE OF id, review_id, sequence, reason, grid_reference, formula_version, inputs_sha256, content,
    published_at OR DELETE
  ON programme_result FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    reviews()
    voices()
    answers()
    results()
    op.execute(FROZEN)
    for table in TABLES:
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def reviews() -> None:
    op.create_table(
        "programme_grid",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="the grid file itself (TOML)"),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_programme_grid")),
    )
    op.create_table(
        "programme_review",
        identity(),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="preparation", nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("grid_reference", sa.Text(), nullable=False),
        *versioned(),
        sa.CheckConstraint(
            "phase IN ('emergence', 'modelisation', 'deploiement')", name=op.f("ck_programme_review_phase")
        ),
        sa.CheckConstraint(
            "status IN ('preparation', 'ouverte', 'close', 'publiee')", name=op.f("ck_programme_review_status")
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_programme_review_title")),
        sa.CheckConstraint(
            "closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on", name=op.f("ck_programme_review_dates")
        ),
        pointing("programme_review", "programme_id", "programme"),
        on_grid("programme_review"),
        pointing("programme_review", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_review")),
    )
    op.create_index("ix_programme_review_programme_id", "programme_review", ["programme_id", "held_on", "id"])
    op.create_index("ix_programme_review_held_on", "programme_review", ["held_on", "id"])
    op.create_table(
        "programme_review_event",
        identity(),
        sa.Column("review_id", sa.BigInteger(), nullable=False),
        *dated_event(),
        sa.CheckConstraint(
            "kind IN ('opened', 'closed', 'reopened', 'published')", name=op.f("ck_programme_review_event_kind")
        ),
        sa.CheckConstraint("kind <> 'reopened' OR reason <> ''", name=op.f("ck_programme_review_event_reason")),
        pointing("programme_review_event", "review_id", "programme_review", "CASCADE"),
        pointing("programme_review_event", "user_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_review_event")),
    )
    op.create_index(op.f("ix_programme_review_event_review_id"), "programme_review_event", ["review_id"])


def voices() -> None:
    op.create_table(
        "programme_voice",
        identity(),
        sa.Column("review_id", sa.BigInteger(), nullable=False),
        sa.Column("viewpoint", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_email", sa.Text(), server_default="", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "quotes_allowed",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="its author lets its words be quoted outside the programme",
        ),
        *versioned(),
        sa.CheckConstraint(
            "viewpoint IN ('porteurs', 'territoires', 'investisseurs', 'acteurs_publics')",
            name=op.f("ck_programme_voice_viewpoint"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_programme_voice_named")),
        pointing("programme_voice", "review_id", "programme_review", "CASCADE"),
        pointing("programme_voice", "organisation_id", "organisation"),
        pointing("programme_voice", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_voice")),
        sa.UniqueConstraint("review_id", "name", name=op.f("uq_programme_voice_review_id_name")),
    )
    op.create_index(op.f("ix_programme_voice_organisation_id"), "programme_voice", ["organisation_id"])
    op.create_table(
        "programme_voice_event",
        identity(),
        sa.Column("voice_id", sa.BigInteger(), nullable=False),
        *dated_event(),
        sa.Column("is_own", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("kind IN ('submitted', 'reopened')", name=op.f("ck_programme_voice_event_kind")),
        sa.CheckConstraint("kind <> 'reopened' OR reason <> ''", name=op.f("ck_programme_voice_event_reason")),
        pointing("programme_voice_event", "voice_id", "programme_voice", "CASCADE"),
        pointing("programme_voice_event", "user_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_voice_event")),
    )
    op.create_index(op.f("ix_programme_voice_event_voice_id"), "programme_voice_event", ["voice_id"])


def answers() -> None:
    given(
        "programme_answer",
        "question_code",
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("no_level", sa.Text(), nullable=True),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("level IS NULL OR no_level IS NULL", name=op.f("ck_programme_answer_one_value")),
        sa.CheckConstraint("no_level IN ('NA', 'NSP')", name=op.f("ck_programme_answer_no_level")),
        sa.CheckConstraint("level BETWEEN 0 AND 20", name=op.f("ck_programme_answer_level")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_programme_answer_evidence")),
    )
    given("programme_story", "prompt_code", sa.Column("text", sa.Text(), server_default="", nullable=False))
    given(
        "programme_count",
        "count_code",
        *(sa.Column(name, sa.Numeric(), nullable=True) for name in ("value", "low", "high")),
        sa.Column("no_value", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        sa.CheckConstraint("no_value IN ('NA', 'NSP')", name=op.f("ck_programme_count_no_value")),
        sa.CheckConstraint("num_nonnulls(value, low, no_value) <= 1", name=op.f("ck_programme_count_one_value")),
        sa.CheckConstraint(
            "(low IS NULL) = (high IS NULL) AND (low IS NULL OR low <= high)", name=op.f("ck_programme_count_range")
        ),
        sa.CheckConstraint("value >= 0 AND low >= 0", name=op.f("ck_programme_count_positive")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_programme_count_evidence")),
    )


def results() -> None:
    op.create_table(
        "programme_figure",
        identity(),
        sa.Column("review_id", sa.BigInteger(), nullable=False),
        sa.Column("indicator_id", sa.BigInteger(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        *(sa.Column(name, sa.Numeric(), nullable=True) for name in ("baseline", "target", "value")),
        sa.Column("measured_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        *versioned(),
        sa.CheckConstraint("label <> ''", name=op.f("ck_programme_figure_labelled")),
        sa.CheckConstraint("value IS NULL OR measured_on IS NOT NULL", name=op.f("ck_programme_figure_measured")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_programme_figure_evidence")),
        pointing("programme_figure", "review_id", "programme_review", "CASCADE"),
        pointing("programme_figure", "indicator_id", "indicator", "SET NULL"),
        pointing("programme_figure", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_figure")),
        sa.UniqueConstraint("review_id", "label", name=op.f("uq_programme_figure_review_id_label")),
    )
    op.create_index(op.f("ix_programme_figure_indicator_id"), "programme_figure", ["indicator_id"])
    op.create_table(
        "programme_result",
        identity(),
        sa.Column("review_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("grid_reference", sa.Text(), nullable=False),
        sa.Column("formula_version", sa.Text(), nullable=False),
        sa.Column("inputs_sha256", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("sequence = 1 OR reason <> ''", name=op.f("ck_programme_result_reason")),
        pointing("programme_result", "review_id", "programme_review"),
        on_grid("programme_result"),
        pointing("programme_result", "published_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_result")),
        sa.UniqueConstraint("review_id", "sequence", name=op.f("uq_programme_result_review_id_sequence")),
    )


def given(table: str, code: str, *rest: sa.Column[Any] | sa.CheckConstraint) -> None:
    """Ce qu’une voix a donné : une ligne par question, version contre les saisies croisées."""
    op.create_table(
        table,
        sa.Column("voice_id", sa.BigInteger(), nullable=False),
        sa.Column(code, sa.Text(), nullable=False),
        *(part for part in rest if isinstance(part, sa.Column)),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "is_own",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="given by the voice itself, by its own link",
        ),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True, comment="entered on behalf of the voice"),
        *(part for part in rest if isinstance(part, sa.CheckConstraint)),
        pointing(table, "voice_id", "programme_voice", "CASCADE"),
        pointing(table, "answered_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("voice_id", code, name=op.f(f"pk_{table}")),
    )


def identity() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def versioned() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
    )


def dated_event() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
    )


def pointing(table: str, column: str, target: str, rule: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=rule)


def on_grid(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["grid_reference"], ["programme_grid.reference"], name=op.f(f"fk_{table}_grid_reference")
    )
