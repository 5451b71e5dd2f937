"""views of every list that people filter, and tokens that write money, read a contact or a document"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PAGES = ("projets", "organisations", "campagnes", "suivi", "calendrier")
BEFORE = (
    "projects:read",
    "organisations:read",
    "milestones:read",
    "campaigns:read",
    "results:read",
    "regions:read",
    "exports:read",
    "projects:write",
    "organisations:write",
    "milestones:write",
    "campaigns:write",
)
ADDED = ("money:write", "contacts:read", "contacts:write", "documents:read")
# Ce que le retour en arrière oublie : les anciennes tables n’ont de vues que du portefeuille, et pas ces portées.
OTHERS = "DELETE FROM saved_view WHERE page <> 'projets'"
REVOKED = "UPDATE api_token SET revoked_at = now() WHERE scopes <@ {added} AND revoked_at IS NULL"
NARROWED = (
    "UPDATE api_token SET scopes = CASE WHEN scopes <@ {added} THEN ARRAY['projects:read'] "
    "ELSE ARRAY(SELECT one FROM unnest(scopes) one WHERE one <> ALL ({added})) END WHERE scopes && {added}"
)


def listed(names: Sequence[str]) -> str:
    return f"ARRAY[{', '.join(repr(name) for name in names)}]::text[]"


def upgrade() -> None:
    op.add_column("saved_view", sa.Column("page", sa.Text(), server_default="projets", nullable=False))
    pages = ", ".join(repr(page) for page in PAGES)
    op.create_check_constraint(op.f("ck_saved_view_page"), "saved_view", f"page IN ({pages})")
    _names_within("owner_id, page, lower(name)")
    op.create_unique_constraint(op.f("uq_saved_view_id_page"), "saved_view", ["id", "page"])
    op.add_column("default_view", sa.Column("page", sa.Text(), server_default="projets", nullable=False))
    _key("user_id", "page")
    op.drop_constraint(op.f("fk_default_view_view_id"), "default_view", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_default_view_view_id_page"),
        "default_view",
        "saved_view",
        ["view_id", "page"],
        ["id", "page"],
        ondelete="CASCADE",
    )
    _scopes(BEFORE + ADDED)


def downgrade() -> None:
    for statement in (REVOKED, NARROWED, OTHERS):
        op.execute(statement.format(added=listed(ADDED)))
    _scopes(BEFORE)
    op.drop_constraint(op.f("fk_default_view_view_id_page"), "default_view", type_="foreignkey")
    op.create_foreign_key(
        op.f("fk_default_view_view_id"), "default_view", "saved_view", ["view_id"], ["id"], ondelete="CASCADE"
    )
    _key("user_id")
    op.drop_column("default_view", "page")
    op.drop_constraint(op.f("uq_saved_view_id_page"), "saved_view", type_="unique")
    _names_within("owner_id, lower(name)")
    op.drop_constraint(op.f("ck_saved_view_page"), "saved_view", type_="check")
    op.drop_column("saved_view", "page")


def _names_within(columns: str) -> None:
    op.execute("DROP INDEX uq_saved_view_name")
    op.execute(f"CREATE UNIQUE INDEX uq_saved_view_name ON saved_view ({columns})")


def _key(*columns: str) -> None:
    op.drop_constraint(op.f("pk_default_view"), "default_view", type_="primary")
    op.create_primary_key(op.f("pk_default_view"), "default_view", list(columns))


def _scopes(names: Sequence[str]) -> None:
    op.drop_constraint(op.f("ck_api_token_scopes"), "api_token", type_="check")
    op.create_check_constraint(
        op.f("ck_api_token_scopes"), "api_token", f"cardinality(scopes) > 0 AND scopes <@ {listed(names)}"
    )
