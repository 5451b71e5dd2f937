"""the funder's own role, and two persons for one payment"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


FUND = "'admin', 'gestionnaire', 'evaluateur', 'lecteur'"
# L’ancienne table ne connaît pas ce rôle : le compte reste, fermé.
WITHOUT_FUNDERS = """
UPDATE "user" SET role = 'lecteur', active = false WHERE role = 'financeur'
"""
# Les comptes d’avant ont déjà servi : ils ne sont pas montrés comme invités.
SIGNED_IN = """
UPDATE "user" SET last_signed_in_at = coalesce(
    (SELECT max(created_at) FROM user_session WHERE user_id = "user".id), "user".created_at
)
"""

# Qui signe quoi, quel que soit le chemin (page, import, commande) ; la même personne deux fois n’est admise que dite.
SIGN = """
CREATE FUNCTION sign_instalment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.status ELSE '' END;
    who bigint := NEW.updated_by_id;
    other_amount boolean := TG_OP = 'UPDATE' AND NEW.amount_eur <> OLD.amount_eur;
BEGIN
    IF NEW.status IN ('planned', 'cancelled') THEN
        NEW.payable_by_id := NULL;
        NEW.payable_at := NULL;
    ELSIF NEW.status = 'payable' AND (
        was IN ('', 'planned', 'cancelled') OR other_amount OR (was = 'paid' AND OLD.payable_by_id IS NULL)
    ) THEN
        NEW.payable_by_id := coalesce(who, NEW.payable_by_id);
        NEW.payable_at := now();
    ELSIF NEW.status = 'paid' AND (
        was IN ('planned', 'cancelled') OR (was = 'payable' AND (other_amount OR NEW.paid_amount_eur > NEW.amount_eur))
        OR (was = 'paid' AND other_amount AND OLD.payable_by_id IS NOT NULL)
    ) THEN
        NEW.payable_by_id := who;
        NEW.payable_at := now();
    END IF;
    IF NEW.status <> 'paid' THEN
        NEW.paid_by_id := NULL;
        NEW.single_handed := false;
    ELSIF was <> 'paid' OR (NEW.paid_on, NEW.paid_amount_eur, NEW.amount_eur)
                           IS DISTINCT FROM (OLD.paid_on, OLD.paid_amount_eur, OLD.amount_eur) THEN
        NEW.paid_by_id := who;
        NEW.single_handed := coalesce(
            current_setting('odd17.four_eyes', true) = 'off' AND NEW.paid_by_id = NEW.payable_by_id, false
        );
    END IF;
    RETURN NEW;
END $$
"""
SIGNED = """
CREATE TRIGGER sign_instalment BEFORE INSERT OR UPDATE ON instalment FOR EACH ROW EXECUTE FUNCTION sign_instalment()
"""


def upgrade() -> None:
    _roles(f"{FUND}, 'financeur'")
    op.add_column("user", sa.Column("funder_id", sa.BigInteger()))
    op.create_foreign_key(op.f("fk_user_funder_id"), "user", "organisation", ["funder_id"], ["id"])
    op.create_index(op.f("ix_user_funder_id"), "user", ["funder_id"])
    op.create_check_constraint(op.f("ck_user_funder"), "user", "(role = 'financeur') = (funder_id IS NOT NULL)")
    op.add_column("user", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("user", sa.Column("updated_at", sa.DateTime(timezone=True)))
    op.add_column("user", sa.Column("last_signed_in_at", sa.DateTime(timezone=True)))
    op.execute(SIGNED_IN)
    op.add_column("sign_in_link", sa.Column("invites", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    _two_persons()


def downgrade() -> None:
    op.execute("DROP TRIGGER sign_instalment ON instalment")
    op.execute("DROP FUNCTION sign_instalment()")
    op.drop_constraint(op.f("ck_instalment_two_persons"), "instalment", type_="check")
    for column in ("single_handed", "paid_by_id", "payable_at", "payable_by_id"):
        op.drop_column("instalment", column)
    op.drop_column("sign_in_link", "invites")
    for column in ("last_signed_in_at", "updated_at", "version"):
        op.drop_column("user", column)
    op.drop_constraint(op.f("ck_user_funder"), "user", type_="check")
    op.execute(WITHOUT_FUNDERS)
    op.drop_column("user", "funder_id")
    _roles(FUND)


def _roles(names: str) -> None:
    op.drop_constraint(op.f("ck_user_role"), "user", type_="check")
    op.create_check_constraint(op.f("ck_user_role"), "user", f"role IN ({names})")


def _two_persons() -> None:
    """Qui a mis la tranche en paiement et qui l’a versée ; la même personne seulement si cela est dit."""
    for column in ("payable_by_id", "paid_by_id"):
        op.add_column("instalment", sa.Column(column, sa.BigInteger()))
        op.create_foreign_key(
            op.f(f"fk_instalment_{column}"), "instalment", "user", [column], ["id"], ondelete="SET NULL"
        )
    op.add_column("instalment", sa.Column("payable_at", sa.DateTime(timezone=True)))
    op.add_column(
        "instalment", sa.Column("single_handed", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_instalment_two_persons"), "instalment", "paid_by_id <> payable_by_id OR single_handed"
    )
    op.execute(SIGN)
    op.execute(SIGNED)
