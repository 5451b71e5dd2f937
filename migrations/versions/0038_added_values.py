"""added values and coordination time"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = ("added_value_method", "added_value", "coordination_time")
AGILITY_SOURCE = (
    "Le RAMEAU\u00a0: l’agilité, première des trois valeurs ajoutées des alliances "
    "(https://www.lerameau.fr/agir-ensemble-agilite-inventivite-et-frugalite/). La façon de compter est une proposition du Fonds."
)
PROPOSAL = (
    "Le RAMEAU nomme cette valeur ajoutée (https://www.lerameau.fr/agir-ensemble-agilite-inventivite-et-frugalite/)\u202f; "
    "ce qu’elle recouvre ici et la façon de compter sont une proposition du Fonds."
)
# code, valeur ajoutée, libellé, façon de faire, unité, source
METHODS = (
    (
        "delai_compare", "agilite", "Délai comparé",
        "Compter les jours entre la décision d’agir et la première réponse rendue, puis ceux qu’aurait demandés la même réponse "
        "montée séparément\u202f; le temps de cadrage compte. Borne basse\u00a0: l’estimation du partenaire le plus prudent.",
        "jours", AGILITY_SOURCE,
    ),
    (
        "travail_epargne", "agilite", "Travail épargné",
        "Compter les jours de travail que les partenaires n’ont pas eu à refaire chacun de leur côté, action par action.",
        "jours de travail", AGILITY_SOURCE,
    ),
    (
        "depense_evitee", "frugalite", "Dépense évitée",
        "Additionner les dépenses qu’il aurait fallu engager sans l’alliance, d’après des devis ou des prix pratiqués\u202f; ne pas y "
        "mettre les apports déjà comptés en cofinancement.",
        "euros", PROPOSAL,
    ),
    (
        "moyens_partages", "frugalite", "Moyens mis en commun",
        "Estimer le prix de location, sur la période, des locaux, véhicules et outils prêtés entre partenaires.",
        "euros", PROPOSAL,
    ),
    (
        "reponses_nouvelles", "inventivite", "Réponses nouvelles",
        "Compter les réponses qu’aucun partenaire ne proposait avant et qui servent encore à la fin de la période\u202f; en donner la "
        "liste.",
        "réponses", PROPOSAL,
    ),
)  # fmt: skip
# Chaque refus porte un nom de contrainte, comme un CHECK : les pages en font une phrase au bon champ.
# La ligne du projet est tenue le temps de regarder : deux saisies au même instant s’attendent.
RULES = (
    """
CREATE FUNCTION check_added_value_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM project WHERE id = NEW.project_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM added_value WHERE project_id = NEW.project_id AND method_code = NEW.method_code
    AND id <> NEW.id AND starts_on <= NEW.ends_on AND ends_on >= NEW.starts_on) THEN
    RAISE check_violation USING MESSAGE = 'already said by this method', CONSTRAINT = 'ck_added_value_period';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER ck_added_value_period BEFORE INSERT OR UPDATE OF project_id, method_code, starts_on, ends_on
  ON added_value FOR EACH ROW EXECUTE FUNCTION check_added_value_period()
""",
    # Un temps dit pour toute l’alliance et celui d’un partenaire compteraient deux fois le même jour. Le partenaire n’est
    # pas regardé à la mise à jour : deux fiches réunies gardent leurs deux temps, que la prochaine correction départage.
    """
CREATE FUNCTION check_coordination_time_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM project WHERE id = NEW.project_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM coordination_time WHERE project_id = NEW.project_id AND id <> NEW.id
    AND (partner_id IS NULL OR NEW.partner_id IS NULL OR partner_id = NEW.partner_id)
    AND starts_on <= NEW.ends_on AND ends_on >= NEW.starts_on) THEN
    RAISE check_violation USING MESSAGE = 'these days are counted already', CONSTRAINT = 'ck_coordination_time_period';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER ck_coordination_time_period BEFORE INSERT OR UPDATE OF project_id, starts_on, ends_on
  ON coordination_time FOR EACH ROW EXECUTE FUNCTION check_coordination_time_period()
""",
    # Ce qu’une méthode compte ne change plus dès qu’une valeur s’en sert : les sommes changeraient de sens.
    """
CREATE FUNCTION check_added_value_method() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind <> OLD.kind OR NEW.unit <> OLD.unit)
    AND EXISTS (SELECT FROM added_value WHERE method_code = OLD.code) THEN
    RAISE check_violation USING MESSAGE = 'this method is used', CONSTRAINT = 'ck_added_value_method_used';
  END IF;
  RETURN NEW;
END $$
""",
    """
CREATE TRIGGER ck_added_value_method_used BEFORE UPDATE OF kind, unit ON added_value_method
  FOR EACH ROW EXECUTE FUNCTION check_added_value_method()
""",
)


def upgrade() -> None:
    methods()
    values()
    times()
    for rule in RULES:
        op.execute(rule)
    for table in TABLES:
        op.execute(f"SELECT journal_watch('{table}')")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for function in ("check_added_value_period", "check_coordination_time_period", "check_added_value_method"):
        op.execute(f"DROP FUNCTION {function}()")


def methods() -> None:
    table = op.create_table(
        "added_value_method",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        *versioned(),
        sa.CheckConstraint("kind IN ('agilite', 'frugalite', 'inventivite')", name=op.f("ck_added_value_method_kind")),
        *(
            sa.CheckConstraint(f"{name} <> ''", name=op.f(f"ck_added_value_method_{name}"))
            for name in ("label", "unit", "how")
        ),
        pointing("added_value_method", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_added_value_method")),
    )
    names = ("code", "kind", "label", "how", "unit", "source")
    rows = [dict(zip(names, row, strict=True)) | {"position": place} for place, row in enumerate(METHODS, start=1)]
    op.bulk_insert(table, rows)


def values() -> None:
    op.create_table(
        "added_value",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("method_code", sa.Text(), nullable=False),
        sa.Column("low", sa.Numeric(14, 2), nullable=False),
        sa.Column("high", sa.Numeric(14, 2), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("compared_with", sa.Text(), nullable=False, comment="what would have been without the alliance"),
        sa.Column("how", sa.Text(), nullable=False, comment="how the two bounds were found"),
        sa.Column("said_by_id", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=True),
        *versioned(),
        sa.CheckConstraint("low >= 0", name=op.f("ck_added_value_low")),
        sa.CheckConstraint("low <= high", name=op.f("ck_added_value_range")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_added_value_dates")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_added_value_evidence")),
        sa.CheckConstraint("compared_with <> ''", name=op.f("ck_added_value_compared_with")),
        sa.CheckConstraint("how <> ''", name=op.f("ck_added_value_how")),
        pointing("added_value", "project_id", "project", "CASCADE"),
        sa.ForeignKeyConstraint(["method_code"], ["added_value_method.code"], name=op.f("fk_added_value_method_code")),
        pointing("added_value", "said_by_id", "partner", "SET NULL"),
        pointing("added_value", "document_id", "document", "SET NULL"),
        pointing("added_value", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_added_value")),
    )
    op.create_index("ix_added_value_project_id", "added_value", ["project_id", "method_code", "starts_on"])
    op.create_index("ix_added_value_method_code", "added_value", ["method_code", "starts_on", "id"])
    for name in ("said_by_id", "document_id"):
        op.create_index(op.f(f"ix_added_value_{name}"), "added_value", [name])


def times() -> None:
    op.create_table(
        "coordination_time",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("partner_id", sa.BigInteger(), nullable=True, comment="none: the whole alliance"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Numeric(8, 1), nullable=True, comment="null: asked, not said yet"),
        sa.Column("day_rate_eur", sa.Numeric(10, 2), nullable=True),
        sa.Column("rate_source", sa.Text(), server_default="", nullable=False),
        sa.Column("said_by_id", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        *versioned(),
        sa.CheckConstraint("days >= 0 AND days * 2 = trunc(days * 2)", name=op.f("ck_coordination_time_days")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_coordination_time_dates")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_coordination_time_evidence")),
        sa.CheckConstraint("day_rate_eur > 0", name=op.f("ck_coordination_time_day_rate")),
        sa.CheckConstraint("day_rate_eur IS NULL OR rate_source <> ''", name=op.f("ck_coordination_time_rate_source")),
        pointing("coordination_time", "project_id", "project", "CASCADE"),
        pointing("coordination_time", "partner_id", "partner", "CASCADE"),
        pointing("coordination_time", "said_by_id", "partner", "SET NULL"),
        pointing("coordination_time", "updated_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordination_time")),
    )
    op.create_index("ix_coordination_time_project_id", "coordination_time", ["project_id", "starts_on"])
    for name in ("partner_id", "said_by_id"):
        op.create_index(op.f(f"ix_coordination_time_{name}"), "coordination_time", [name])


def versioned() -> list[sa.Column[object]]:
    now = sa.text("now()")
    return [
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
    ]


def pointing(table: str, column: str, target: str, rule: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=rule)
