"""ministerial roadmap and national reference figures"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANTIERS = ("mobiliser", "soutenir", "eduquer", "legaliser")
STATUSES = ("a_lancer", "en_cours", "partielle", "atteinte", "au_dela")
WATCHED = (
    "roadmap_measure", "roadmap_move", "roadmap_evidence", "roadmap_project", "roadmap_investment",
    "national_reference", "reference_figure",
)  # fmt: skip
# Carnet « Alliance & Performance », Le RAMEAU, septembre 2022 : part répondant « forts & très forts ».
SOURCE = "Le RAMEAU, carnet «\u00a0Alliance & Performance\u00a0», septembre 2022"
FRENCH, ELECTED = "Français, grand public", "Élus locaux"
# Ce qui est demandé, à qui, à côté de quel axe, et la part publiée. Les axes sont une proposition, que le Fonds change.
REFERENCES = (
    ("Effets sur les territoires", FRENCH, "confiance", 56),
    ("Innovation territoriale", FRENCH, "innovation", 55),
    ("Effets sur les personnes", FRENCH, "confiance", 54),
    ("Effets sur les entreprises", FRENCH, "performance", 53),
    ("Effets sur les collectivités", FRENCH, "performance", 51),
    ("Effets sur les associations", FRENCH, "performance", 42),
    ("Leur propre performance", ELECTED, None, 56),
)
# Les comptes d’une « part forte », tels que le résultat publié les a figés.
SHARES = """
CREATE FUNCTION axis_shares_of(number bigint, scores jsonb) RETURNS SETOF axis_share LANGUAGE sql STABLE AS $$
  SELECT number, r.value ->> 'reading', a.key, c.valued, coalesce(round((a.value ->> 'strong_share')::numeric * c.valued), 0)::int,
         c.total - c.apart
  FROM jsonb_array_elements(CASE jsonb_typeof(scores -> 'readings') WHEN 'array' THEN scores -> 'readings' ELSE '[]' END) AS r,
       jsonb_each(CASE jsonb_typeof(r.value -> 'axes') WHEN 'object' THEN r.value -> 'axes' ELSE '{}' END) AS a,
       LATERAL (SELECT (a.value #>> '{cells,valued}')::int AS valued, (a.value #>> '{cells,total}')::int AS total,
                       (a.value #>> '{cells,not_applicable}')::int AS apart) AS c
  WHERE c.valued IS NOT NULL AND c.total IS NOT NULL AND c.apart IS NOT NULL AND r.value ->> 'reading' IS NOT NULL
$$
"""
KEPT = """
CREATE FUNCTION axis_share_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO axis_share SELECT * FROM axis_shares_of(NEW.id, NEW.scores);
  RETURN NULL;
END $$;
CREATE TRIGGER axis_share_kept AFTER INSERT ON result FOR EACH ROW EXECUTE FUNCTION axis_share_kept();
"""
# Pour ce qui est chargé sans déclencheurs : un grand portefeuille fictif, et les résultats d’avant cette migration.
FILL = """
CREATE FUNCTION axis_share_fill() RETURNS void LANGUAGE sql AS $$
  INSERT INTO axis_share SELECT s.* FROM result AS r, axis_shares_of(r.id, r.scores) AS s ON CONFLICT DO NOTHING
$$
"""


def upgrade() -> None:
    roadmap()
    references()
    op.create_table(
        "axis_share",
        sa.Column("result_id", sa.BigInteger(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("axis", sa.Text(), nullable=False),
        sa.Column("valued", sa.Integer(), nullable=False),
        sa.Column("strong", sa.Integer(), nullable=False, comment="at the two highest levels"),
        sa.Column("expected", sa.Integer(), nullable=False, comment="all but « sans objet »"),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_axis_share_result_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("result_id", "reading", "axis", name=op.f("pk_axis_share")),
    )
    for statement in (SHARES, KEPT, FILL, "SELECT axis_share_fill()"):
        op.execute(statement)
    rows()
    for table in WATCHED:
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    op.execute("DROP TRIGGER axis_share_kept ON result")
    for function in ("axis_share_fill()", "axis_share_kept()", "axis_shares_of(bigint, jsonb)"):
        op.execute(f"DROP FUNCTION {function}")
    op.drop_table("axis_share")
    for table in reversed(WATCHED):
        op.drop_table(table)


def roadmap() -> None:
    op.create_table(
        "roadmap_measure",
        identity(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chantier", sa.Text(), nullable=True),
        text("title"),
        text("target", comment="in words"),
        sa.Column("target_value", sa.Numeric(), nullable=True),
        text("target_unit"),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), server_default="a_lancer", nullable=False),
        *versioned(),
        one_of("roadmap_measure", "chantier", CHANTIERS),
        one_of("roadmap_measure", "status", STATUSES),
        sa.CheckConstraint("number BETWEEN 1 AND 21", name=op.f("ck_roadmap_measure_number")),
        sa.CheckConstraint("target_value IS NOT NULL OR target_unit = ''", name=op.f("ck_roadmap_measure_target_unit")),
        signed("roadmap_measure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_measure")),
        sa.UniqueConstraint("number", name=op.f("uq_roadmap_measure_number")),
    )
    op.create_table(
        "roadmap_move",
        identity(),
        sa.Column("measure_id", sa.BigInteger(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("recorded_by_id", sa.BigInteger(), nullable=True),
        one_of("roadmap_move", "from_status", STATUSES),
        one_of("roadmap_move", "to_status", STATUSES),
        sa.CheckConstraint("from_status <> to_status", name=op.f("ck_roadmap_move_moves")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_roadmap_move_reason")),
        of_measure("roadmap_move"),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user.id"], name=op.f("fk_roadmap_move_recorded_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_move")),
    )
    op.create_index("ix_roadmap_move_measure_id", "roadmap_move", ["measure_id", "dated_on", "id"])
    op.create_table(
        "roadmap_evidence",
        identity(),
        sa.Column("measure_id", sa.BigInteger(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        text("source", comment="a text or a link"),
        sa.Column("document_id", sa.BigInteger(), nullable=True),
        *versioned(),
        sa.CheckConstraint("sentence <> ''", name=op.f("ck_roadmap_evidence_sentence")),
        of_measure("roadmap_evidence"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_roadmap_evidence_document_id"), ondelete="SET NULL"
        ),
        signed("roadmap_evidence"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_evidence")),
    )
    op.create_index("ix_roadmap_evidence_measure_id", "roadmap_evidence", ["measure_id", "dated_on", "id"])
    op.create_index(op.f("ix_roadmap_evidence_document_id"), "roadmap_evidence", ["document_id"])
    links("project")
    links("investment")


def links(other: str) -> None:
    table, column = f"roadmap_{other}", f"{other}_id"
    op.create_table(
        table,
        sa.Column(column, sa.BigInteger(), nullable=False),
        sa.Column("measure_id", sa.BigInteger(), nullable=False),
        of_measure(table),
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(column, "measure_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_measure_id"), table, ["measure_id"])


def references() -> None:
    op.create_table(
        "national_reference",
        identity(),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("population", sa.Text(), nullable=False, comment="who was asked"),
        sa.Column("axis", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_retired", sa.Boolean(), server_default="false", nullable=False),
        *versioned(),
        sa.CheckConstraint("label <> ''", name=op.f("ck_national_reference_label")),
        sa.CheckConstraint("population <> ''", name=op.f("ck_national_reference_population")),
        signed("national_reference"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_national_reference")),
        sa.UniqueConstraint("label", name=op.f("uq_national_reference_label")),
    )
    op.create_table(
        "reference_figure",
        identity(),
        sa.Column("reference_id", sa.BigInteger(), nullable=False),
        sa.Column("percent", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        text("retired_reason"),
        *versioned(),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_reference_figure_percent")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_reference_figure_source")),
        sa.CheckConstraint("(retired_on IS NULL) = (retired_reason = '')", name=op.f("ck_reference_figure_retired")),
        sa.ForeignKeyConstraint(
            ["reference_id"], ["national_reference.id"], name=op.f("fk_reference_figure_reference_id")
        ),
        signed("reference_figure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reference_figure")),
    )
    op.create_index(
        "uq_reference_figure_reference_id_dated_on",
        "reference_figure",
        ["reference_id", "dated_on"],
        unique=True,
        postgresql_where=sa.text("retired_on IS NULL"),
    )


def rows() -> None:
    """The numbers of the measures, never a title; the published figures, in the order of their source."""
    connection = op.get_bind()
    connection.execute(sa.text("INSERT INTO roadmap_measure (number) SELECT generate_series(1, 21)"))
    reference = sa.text(
        "INSERT INTO national_reference (label, population, axis, position) VALUES (:label, :population, :axis, :position)"
    )
    figure = sa.text(
        "INSERT INTO reference_figure (reference_id, percent, dated_on, source)"
        " SELECT id, :percent, '2022-09-01', :source FROM national_reference WHERE label = :label"
    )
    for position, (label, population, axis, percent) in enumerate(REFERENCES, start=1):
        given = {"label": label, "population": population, "axis": axis, "position": position}
        connection.execute(reference, given)
        connection.execute(figure, {"label": label, "percent": percent, "source": SOURCE})


def identity() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def text(name: str, comment: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False, comment=comment)


def one_of(table: str, column: str, values: Sequence[str]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def of_measure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["measure_id"], ["roadmap_measure.id"], name=op.f(f"fk_{table}_measure_id"))


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
