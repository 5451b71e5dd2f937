"""an RNA of an unusual form is kept, with a warning: overseas and Alsace-Moselle registers differ"""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_organisation_rna"), "organisation")
    op.create_check_constraint(op.f("ck_organisation_rna"), "organisation", "rna ~ '^[0-9A-Z]{1,20}$'")


def downgrade() -> None:
    """A number the former rule refuses is forgotten."""
    op.execute("UPDATE organisation SET rna = NULL WHERE rna !~ '^W[0-9A-Z]{9}$'")
    op.drop_constraint(op.f("ck_organisation_rna"), "organisation")
    op.create_check_constraint(op.f("ck_organisation_rna"), "organisation", "rna ~ '^W[0-9A-Z]{9}$'")
