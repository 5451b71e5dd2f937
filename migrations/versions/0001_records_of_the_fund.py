"""records of the fund"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


# Lower case without accents; typographic apostrophes and no-break spaces become plain ones. No contrib extension is
# available on the trial server, hence no "unaccent".
NORMALISE = """
CREATE FUNCTION normalise(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  translate(
    replace(replace(lower(value), 'œ', 'oe'), 'æ', 'ae'),
    'àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ’‘´  -_',
    'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuy''''''    '
  )
"""


def upgrade() -> None:
    op.execute(NORMALISE)
    op.create_table(
        "common_objective",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_common_objective")),
    )
    op.create_table(
        "domain",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_domain")),
    )
    op.create_table(
        "engineering",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_engineering")),
    )
    op.create_table(
        "grid_version",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="the grid file itself (TOML)"),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_grid_version")),
    )
    op.create_table(
        "innovation_phase",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_innovation_phase")),
    )
    op.create_table(
        "installation_fact",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation_fact")),
    )
    op.create_table(
        "milestone_kind",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_milestone_kind")),
    )
    op.create_table(
        "partner_role",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_partner_role")),
    )
    op.create_table(
        "partnership_category",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_partnership_category")),
    )
    op.create_table(
        "pillar",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_pillar")),
    )
    op.create_table(
        "profile",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_profile")),
    )
    op.create_table(
        "region",
        sa.Column("overseas", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("tile_row", sa.SmallInteger(), nullable=False),
        sa.Column("tile_column", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.create_table(
        "scale",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_scale")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("email_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("ip", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_who", "sign_in_attempt", ["email_sha256", "ip", "at"], unique=False)
    op.create_table(
        "sustainable_goal",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sustainable_goal")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("role IN ('admin', 'gestionnaire', 'evaluateur', 'lecteur')", name=op.f("ck_user_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
    )
    op.create_index("uq_user_email", "user", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "partnership_mode",
        sa.Column("category_code", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.ForeignKeyConstraint(
            ["category_code"], ["partnership_category.code"], name=op.f("fk_partnership_mode_category_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_partnership_mode")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("envelope_eur", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("envelope_source", sa.Text(), server_default="", nullable=False),
        sa.Column("envelope_dated_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("envelope_eur IS NULL OR envelope_source <> ''", name=op.f("ck_programme_envelope_source")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_programme_dates")
        ),
        sa.CheckConstraint("envelope_eur IS NULL OR envelope_eur >= 0", name=op.f("ck_programme_envelope")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_programme_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "sign_in_link",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_link_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sign_in_link")),
    )
    op.create_index(op.f("ix_sign_in_link_user_id"), "sign_in_link", ["user_id"], unique=False)
    op.create_table(
        "submitted_form",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_submitted_form_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submitted_form")),
    )
    op.create_index(op.f("ix_submitted_form_created_at"), "submitted_form", ["created_at"], unique=False)
    op.create_table(
        "territory",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("departement_code", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("search", sa.Text(), sa.Computed("normalise(label)", persisted=True), nullable=False),
        sa.CheckConstraint("kind IN ('commune', 'epci', 'departement', 'region')", name=op.f("ck_territory_kind")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_territory_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
    )
    op.create_index(
        "ix_territory_code_prefix", "territory", ["code"], unique=False, postgresql_ops={"code": "text_pattern_ops"}
    )
    op.create_index("ix_territory_kind_code", "territory", ["kind", "code"], unique=True)
    op.create_index(
        "ix_territory_search", "territory", ["search"], unique=False, postgresql_ops={"search": "text_pattern_ops"}
    )
    op.create_table(
        "user_session",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("agent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_session_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_user_session")),
    )
    op.create_index(op.f("ix_user_session_user_id"), "user_session", ["user_id"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("profile_code", sa.Text(), nullable=False),
        sa.Column("siren", sa.Text(), nullable=True),
        sa.Column("siret", sa.Text(), nullable=True),
        sa.Column("rna", sa.Text(), nullable=True),
        sa.Column("commune_id", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("sort_name", sa.Text(), sa.Computed("normalise(name)", persisted=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_name")),
        sa.CheckConstraint("rna ~ '^W[0-9A-Z]{9}$'", name=op.f("ck_organisation_rna")),
        sa.CheckConstraint("siren ~ '^[0-9]{9}$'", name=op.f("ck_organisation_siren")),
        sa.CheckConstraint("siret ~ '^[0-9]{14}$'", name=op.f("ck_organisation_siret")),
        sa.CheckConstraint(
            "siren IS NULL OR siret IS NULL OR left(siret, 9) = siren", name=op.f("ck_organisation_siret_of_siren")
        ),
        sa.ForeignKeyConstraint(["commune_id"], ["territory.id"], name=op.f("fk_organisation_commune_id")),
        sa.ForeignKeyConstraint(["profile_code"], ["profile.code"], name=op.f("fk_organisation_profile_code")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_organisation_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("rna", name=op.f("uq_organisation_rna")),
        sa.UniqueConstraint("siren", name=op.f("uq_organisation_siren")),
        sa.UniqueConstraint("siret", name=op.f("uq_organisation_siret")),
    )
    op.create_index("ix_organisation_sort_name", "organisation", ["sort_name", "id"], unique=False)
    op.create_table(
        "project",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="repere", nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=True),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("need", sa.Text(), server_default="", nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("territory_label", sa.Text(), server_default="", nullable=False),
        sa.Column("scale_code", sa.Text(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("phase_code", sa.Text(), nullable=True),
        sa.Column("category_code", sa.Text(), nullable=True),
        sa.Column("mode_code", sa.Text(), nullable=True),
        sa.Column("objective_code", sa.Text(), nullable=True),
        sa.Column("engineering_code", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("charter_version", sa.Text(), server_default="", nullable=False),
        sa.Column("charter_signed_on", sa.Date(), nullable=True),
        sa.Column(
            "search",
            sa.Text(),
            sa.Computed("normalise(code || ' ' || title || ' ' || territory_label)", persisted=True),
            nullable=False,
        ),
        sa.Column("sort_title", sa.Text(), sa.Computed("normalise(title)", persisted=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("charter_signed_on IS NULL OR charter_version <> ''", name=op.f("ck_project_charter")),
        sa.CheckConstraint("code ~ '^ODD17-[0-9]{4}-[0-9]{3,}$'", name=op.f("ck_project_code")),
        sa.CheckConstraint(
            "status IN ('repere', 'instruction', 'valide', 'conventionne', 'en_cours', 'termine', 'capitalise', 'abandonne')",
            name=op.f("ck_project_status"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_project_title")),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name=op.f("ck_project_dates")
        ),
        sa.ForeignKeyConstraint(
            ["category_code"], ["partnership_category.code"], name=op.f("fk_project_category_code")
        ),
        sa.ForeignKeyConstraint(["engineering_code"], ["engineering.code"], name=op.f("fk_project_engineering_code")),
        sa.ForeignKeyConstraint(["mode_code"], ["partnership_mode.code"], name=op.f("fk_project_mode_code")),
        sa.ForeignKeyConstraint(["objective_code"], ["common_objective.code"], name=op.f("fk_project_objective_code")),
        sa.ForeignKeyConstraint(["phase_code"], ["innovation_phase.code"], name=op.f("fk_project_phase_code")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_project_programme_id")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_project_region_code")),
        sa.ForeignKeyConstraint(["scale_code"], ["scale.code"], name=op.f("fk_project_scale_code")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_project_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("code", name=op.f("uq_project_code")),
    )
    op.create_index(op.f("ix_project_programme_id"), "project", ["programme_id"], unique=False)
    op.create_index("ix_project_region_code", "project", ["region_code", "id"], unique=False)
    op.create_index("ix_project_sort_title", "project", ["sort_title", "id"], unique=False)
    op.create_index("ix_project_status", "project", ["status", "id"], unique=False)
    op.create_table(
        "campaign",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="preparation", nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("grid_reference", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("moment IN ('ex_ante', 'in_itinere', 'ex_post')", name=op.f("ck_campaign_moment")),
        sa.CheckConstraint("status IN ('preparation', 'ouverte', 'close', 'publiee')", name=op.f("ck_campaign_status")),
        sa.CheckConstraint(
            "closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on", name=op.f("ck_campaign_dates")
        ),
        sa.ForeignKeyConstraint(
            ["grid_reference"], ["grid_version.reference"], name=op.f("fk_campaign_grid_reference")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_campaign_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_campaign_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index("ix_campaign_project_id", "campaign", ["project_id", "held_on", "id"], unique=False)
    op.create_index("ix_campaign_status", "campaign", ["status", "id"], unique=False)
    op.create_table(
        "cofinancing",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_eur", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("days", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("confirmed", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('numeraire', 'nature', 'competences')", name=op.f("ck_cofinancing_kind")),
        sa.CheckConstraint("amount_eur >= 0", name=op.f("ck_cofinancing_amount")),
        sa.CheckConstraint("amount_eur IS NOT NULL OR days IS NOT NULL", name=op.f("ck_cofinancing_amount_or_days")),
        sa.CheckConstraint("days >= 0", name=op.f("ck_cofinancing_days")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_cofinancing_organisation_id")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_cofinancing_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_cofinancing_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cofinancing")),
    )
    op.create_index(op.f("ix_cofinancing_organisation_id"), "cofinancing", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_cofinancing_project_id"), "cofinancing", ["project_id"], unique=False)
    op.create_table(
        "indicator",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("baseline", sa.Numeric(), nullable=True),
        sa.Column("target", sa.Numeric(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("label <> ''", name=op.f("ck_indicator_label")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_indicator_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_indicator_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    op.create_index(op.f("ix_indicator_project_id"), "indicator", ["project_id"], unique=False)
    op.create_table(
        "investment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("copil_number", sa.Text(), server_default="", nullable=False),
        sa.Column("copil_on", sa.Date(), nullable=True),
        sa.Column("amount_eur", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("purpose", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount_eur > 0", name=op.f("ck_investment_amount")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_investment_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_investment_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_investment")),
    )
    op.create_index(op.f("ix_investment_project_id"), "investment", ["project_id"], unique=False)
    op.create_table(
        "partner",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("role_code", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("contribution", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_email", sa.Text(), server_default="", nullable=False),
        sa.Column("priority_d1", sa.SmallInteger(), nullable=True),
        sa.Column("priority_d2", sa.SmallInteger(), nullable=True),
        sa.Column("priority_d3", sa.SmallInteger(), nullable=True),
        sa.Column("priority_d4", sa.SmallInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on", name=op.f("ck_partner_dates")
        ),
        sa.CheckConstraint("priority_d1 BETWEEN 0 AND 2", name=op.f("ck_partner_priority_d1")),
        sa.CheckConstraint("priority_d2 BETWEEN 0 AND 2", name=op.f("ck_partner_priority_d2")),
        sa.CheckConstraint("priority_d3 BETWEEN 0 AND 2", name=op.f("ck_partner_priority_d3")),
        sa.CheckConstraint("priority_d4 BETWEEN 0 AND 2", name=op.f("ck_partner_priority_d4")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_partner_organisation_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_partner_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["role_code"], ["partner_role.code"], name=op.f("fk_partner_role_code")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_partner_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("project_id", "organisation_id", name=op.f("uq_partner_project_id_organisation_id")),
    )
    op.create_index(op.f("ix_partner_organisation_id"), "partner", ["organisation_id"], unique=False)
    op.create_index(
        "uq_partner_one_porteur",
        "partner",
        ["project_id"],
        unique=True,
        postgresql_where=sa.text("role_code = 'porteur' AND left_on IS NULL"),
    )
    op.create_table(
        "project_domain",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("domain_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["domain_code"], ["domain.code"], name=op.f("fk_project_domain_domain_code")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_domain_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "domain_code", name=op.f("pk_project_domain")),
    )
    op.create_index(op.f("ix_project_domain_domain_code"), "project_domain", ["domain_code"], unique=False)
    op.create_table(
        "project_goal",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("goal_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["goal_code"], ["sustainable_goal.code"], name=op.f("fk_project_goal_goal_code")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_goal_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "goal_code", name=op.f("pk_project_goal")),
    )
    op.create_index(op.f("ix_project_goal_goal_code"), "project_goal", ["goal_code"], unique=False)
    op.create_table(
        "project_territory",
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("territory_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_territory_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["territory_id"], ["territory.id"], name=op.f("fk_project_territory_territory_id")),
        sa.PrimaryKeyConstraint("project_id", "territory_id", name=op.f("pk_project_territory")),
    )
    op.create_index(op.f("ix_project_territory_territory_id"), "project_territory", ["territory_id"], unique=False)
    op.create_table(
        "registration_draft",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_registration_draft_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_registration_draft_project_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_registration_draft_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_draft")),
    )
    op.create_index(op.f("ix_registration_draft_owner_id"), "registration_draft", ["owner_id"], unique=False)
    op.create_table(
        "status_move",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("from_status", sa.Text(), nullable=False),
        sa.Column("to_status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("moved_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "from_status IN ('repere', 'instruction', 'valide', 'conventionne', 'en_cours', 'termine', 'capitalise', 'abandonne')",
            name=op.f("ck_status_move_from_status"),
        ),
        sa.CheckConstraint(
            "to_status IN ('repere', 'instruction', 'valide', 'conventionne', 'en_cours', 'termine', 'capitalise', 'abandonne')",
            name=op.f("ck_status_move_to_status"),
        ),
        sa.ForeignKeyConstraint(
            ["moved_by_id"], ["user.id"], name=op.f("fk_status_move_moved_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_status_move_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_move")),
    )
    op.create_index(op.f("ix_status_move_project_id"), "status_move", ["project_id"], unique=False)
    op.create_table(
        "allocation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("investment_id", sa.BigInteger(), nullable=False),
        sa.Column("funder_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_eur", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("amount_eur > 0", name=op.f("ck_allocation_amount")),
        sa.ForeignKeyConstraint(["funder_id"], ["organisation.id"], name=op.f("fk_allocation_funder_id")),
        sa.ForeignKeyConstraint(
            ["investment_id"], ["investment.id"], name=op.f("fk_allocation_investment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_allocation_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("investment_id", "funder_id", name=op.f("uq_allocation_investment_id_funder_id")),
    )
    op.create_index(op.f("ix_allocation_funder_id"), "allocation", ["funder_id"], unique=False)
    op.create_table(
        "measurement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("indicator_id", sa.BigInteger(), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_measurement_evidence")),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_measurement_indicator_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_measurement_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
        sa.UniqueConstraint("indicator_id", "measured_on", name=op.f("uq_measurement_indicator_id_measured_on")),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("kind_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("partner_id", sa.BigInteger(), nullable=True),
        sa.Column("deliverable", sa.Text(), server_default="", nullable=False),
        sa.Column("evidence", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("title <> ''", name=op.f("ck_milestone_title")),
        sa.ForeignKeyConstraint(["kind_code"], ["milestone_kind.code"], name=op.f("fk_milestone_kind_code")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_milestone_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_milestone_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_milestone_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index("ix_milestone_due_on", "milestone", ["due_on", "id"], unique=False)
    op.create_index(op.f("ix_milestone_partner_id"), "milestone", ["partner_id"], unique=False)
    op.create_index("ix_milestone_project_id", "milestone", ["project_id", "due_on", "id"], unique=False)
    op.create_table(
        "respondent",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("profile_code", sa.Text(), nullable=False),
        sa.Column("role_code", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_email", sa.Text(), server_default="", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_respondent_campaign_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_respondent_organisation_id")),
        sa.ForeignKeyConstraint(["profile_code"], ["profile.code"], name=op.f("fk_respondent_profile_code")),
        sa.ForeignKeyConstraint(["role_code"], ["partner_role.code"], name=op.f("fk_respondent_role_code")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_respondent_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
        sa.UniqueConstraint("campaign_id", "organisation_id", name=op.f("uq_respondent_campaign_id_organisation_id")),
    )
    op.create_index(op.f("ix_respondent_organisation_id"), "respondent", ["organisation_id"], unique=False)
    op.create_table(
        "result",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("grid_reference", sa.Text(), nullable=False),
        sa.Column("formula_version", sa.Text(), nullable=False),
        sa.Column("inputs_sha256", sa.Text(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("published_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("sequence = 1 OR reason <> ''", name=op.f("ck_result_reason")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_result_campaign_id")),
        sa.ForeignKeyConstraint(["grid_reference"], ["grid_version.reference"], name=op.f("fk_result_grid_reference")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["user.id"], name=op.f("fk_result_published_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("campaign_id", "sequence", name=op.f("uq_result_campaign_id_sequence")),
    )
    op.create_table(
        "answer",
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("question_code", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("no_level", sa.Text(), nullable=True),
        sa.Column("evidence", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("no_level IN ('NA', 'NSP')", name=op.f("ck_answer_no_level")),
        sa.CheckConstraint("reading IN ('initial', 'expected', 'observed')", name=op.f("ck_answer_reading")),
        sa.CheckConstraint("evidence BETWEEN 0 AND 2", name=op.f("ck_answer_evidence")),
        sa.CheckConstraint("level BETWEEN 0 AND 20", name=op.f("ck_answer_level")),
        sa.CheckConstraint("level IS NULL OR no_level IS NULL", name=op.f("ck_answer_one_value")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_answer_answered_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_answer_respondent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("respondent_id", "reading", "question_code", name=op.f("pk_answer")),
    )
    op.create_table(
        "axis_result",
        sa.Column("result_id", sa.BigInteger(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("axis", sa.Text(), nullable=False, comment="axis code, or index code"),
        sa.Column("is_index", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=True),
        sa.Column("coverage", sa.Float(precision=53), nullable=True),
        sa.Column("respondents", sa.Integer(), nullable=True),
        sa.Column("profiles", sa.Integer(), nullable=True),
        sa.Column("maturity", sa.Text(), nullable=True),
        sa.Column("lowest", sa.Float(precision=53), nullable=True),
        sa.Column("highest", sa.Float(precision=53), nullable=True),
        sa.Column("deviation", sa.Float(precision=53), nullable=True),
        sa.Column("profile_gap", sa.Float(precision=53), nullable=True),
        sa.ForeignKeyConstraint(["result_id"], ["result.id"], name=op.f("fk_axis_result_result_id")),
        sa.PrimaryKeyConstraint("result_id", "reading", "axis", name=op.f("pk_axis_result")),
    )
    op.create_table(
        "instalment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("investment_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_eur", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("milestone_id", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), server_default="planned", nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_amount_eur", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("payment_reference", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(status = 'paid') = (paid_amount_eur IS NOT NULL)", name=op.f("ck_instalment_paid_amount")),
        sa.CheckConstraint("(status = 'paid') = (paid_on IS NOT NULL)", name=op.f("ck_instalment_paid_on")),
        sa.CheckConstraint("status IN ('planned', 'payable', 'paid', 'cancelled')", name=op.f("ck_instalment_status")),
        sa.CheckConstraint("amount_eur > 0", name=op.f("ck_instalment_amount")),
        sa.CheckConstraint("paid_amount_eur > 0", name=op.f("ck_instalment_paid_amount_positive")),
        sa.ForeignKeyConstraint(
            ["investment_id"], ["investment.id"], name=op.f("fk_instalment_investment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_instalment_milestone_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["user.id"], name=op.f("fk_instalment_updated_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instalment")),
    )
    op.create_index("ix_instalment_investment_id", "instalment", ["investment_id", "due_on", "id"], unique=False)
    op.create_index(op.f("ix_instalment_milestone_id"), "instalment", ["milestone_id"], unique=False)
    op.create_index("ix_instalment_status", "instalment", ["status", "due_on"], unique=False)
    op.create_table(
        "respondent_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('submitted', 'reopened')", name=op.f("ck_respondent_event_kind")),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_respondent_event_respondent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_respondent_event_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent_event")),
    )
    op.create_index(op.f("ix_respondent_event_respondent_id"), "respondent_event", ["respondent_id"], unique=False)
    op.create_table(
        "respondent_priority",
        sa.Column("respondent_id", sa.BigInteger(), nullable=False),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 2", name=op.f("ck_respondent_priority_value")),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_respondent_priority_respondent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("respondent_id", "criterion_code", name=op.f("pk_respondent_priority")),
    )


def downgrade() -> None:
    op.drop_table("respondent_priority")
    op.drop_index(op.f("ix_respondent_event_respondent_id"), table_name="respondent_event")
    op.drop_table("respondent_event")
    op.drop_index("ix_instalment_status", table_name="instalment")
    op.drop_index(op.f("ix_instalment_milestone_id"), table_name="instalment")
    op.drop_index("ix_instalment_investment_id", table_name="instalment")
    op.drop_table("instalment")
    op.drop_table("axis_result")
    op.drop_table("answer")
    op.drop_table("result")
    op.drop_index(op.f("ix_respondent_organisation_id"), table_name="respondent")
    op.drop_table("respondent")
    op.drop_index("ix_milestone_project_id", table_name="milestone")
    op.drop_index(op.f("ix_milestone_partner_id"), table_name="milestone")
    op.drop_index("ix_milestone_due_on", table_name="milestone")
    op.drop_table("milestone")
    op.drop_table("measurement")
    op.drop_index(op.f("ix_allocation_funder_id"), table_name="allocation")
    op.drop_table("allocation")
    op.drop_index(op.f("ix_status_move_project_id"), table_name="status_move")
    op.drop_table("status_move")
    op.drop_index(op.f("ix_registration_draft_owner_id"), table_name="registration_draft")
    op.drop_table("registration_draft")
    op.drop_index(op.f("ix_project_territory_territory_id"), table_name="project_territory")
    op.drop_table("project_territory")
    op.drop_index(op.f("ix_project_goal_goal_code"), table_name="project_goal")
    op.drop_table("project_goal")
    op.drop_index(op.f("ix_project_domain_domain_code"), table_name="project_domain")
    op.drop_table("project_domain")
    op.drop_index(
        "uq_partner_one_porteur",
        table_name="partner",
        postgresql_where=sa.text("role_code = 'porteur' AND left_on IS NULL"),
    )
    op.drop_index(op.f("ix_partner_organisation_id"), table_name="partner")
    op.drop_table("partner")
    op.drop_index(op.f("ix_investment_project_id"), table_name="investment")
    op.drop_table("investment")
    op.drop_index(op.f("ix_indicator_project_id"), table_name="indicator")
    op.drop_table("indicator")
    op.drop_index(op.f("ix_cofinancing_project_id"), table_name="cofinancing")
    op.drop_index(op.f("ix_cofinancing_organisation_id"), table_name="cofinancing")
    op.drop_table("cofinancing")
    op.drop_index("ix_campaign_status", table_name="campaign")
    op.drop_index("ix_campaign_project_id", table_name="campaign")
    op.drop_table("campaign")
    op.drop_index("ix_project_status", table_name="project")
    op.drop_index("ix_project_sort_title", table_name="project")
    op.drop_index("ix_project_region_code", table_name="project")
    op.drop_index(op.f("ix_project_programme_id"), table_name="project")
    op.drop_table("project")
    op.drop_index("ix_organisation_sort_name", table_name="organisation")
    op.drop_table("organisation")
    op.drop_index(op.f("ix_user_session_user_id"), table_name="user_session")
    op.drop_table("user_session")
    op.drop_index("ix_territory_search", table_name="territory", postgresql_ops={"search": "text_pattern_ops"})
    op.drop_index("ix_territory_kind_code", table_name="territory")
    op.drop_index("ix_territory_code_prefix", table_name="territory", postgresql_ops={"code": "text_pattern_ops"})
    op.drop_table("territory")
    op.drop_index(op.f("ix_submitted_form_created_at"), table_name="submitted_form")
    op.drop_table("submitted_form")
    op.drop_index(op.f("ix_sign_in_link_user_id"), table_name="sign_in_link")
    op.drop_table("sign_in_link")
    op.drop_table("programme")
    op.drop_table("partnership_mode")
    op.drop_index("uq_user_email", table_name="user")
    op.drop_table("user")
    op.drop_table("sustainable_goal")
    op.drop_index("ix_sign_in_attempt_who", table_name="sign_in_attempt")
    op.drop_table("sign_in_attempt")
    op.drop_table("scale")
    op.drop_table("region")
    op.drop_table("profile")
    op.drop_table("pillar")
    op.drop_table("partnership_category")
    op.drop_table("partner_role")
    op.drop_table("milestone_kind")
    op.drop_table("installation_fact")
    op.drop_table("innovation_phase")
    op.drop_table("grid_version")
    op.drop_table("engineering")
    op.drop_table("domain")
    op.drop_table("common_objective")
    op.execute("DROP FUNCTION normalise(text)")
