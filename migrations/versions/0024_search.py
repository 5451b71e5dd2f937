"""one search over every record

The words of each record are indexed by an expression: no column is added, nothing is copied, whatever writes the row.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Letters of Latin, Greek and Cyrillic scripts, and digits; the same list as `app/search/words.py`. A text counts for its
# first 100 000 letters, so that none, however long, is refused because of its index. In plpgsql, and said to be costly:
# the planner would put the body of a plain SQL function in its place, then read every row instead of the index.
SEARCH_WORDS = r"""
CREATE FUNCTION search_words(value text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN strip(to_tsvector(
    'pg_catalog.simple',
    regexp_replace(public.normalise(left(value, 100000)), '[^a-z0-9ß-öø-ɏͰ-ӿ]+', ' ', 'g')
  ));
END
$$
"""
INDEXES = {
    "project": "code || ' ' || title || ' ' || territory_label || ' ' || summary || ' ' || need || ' ' || answer",
    "organisation": "name || ' ' || coalesce(siren, '') || ' ' || coalesce(siret, '') || ' ' || coalesce(rna, '')"
    " || ' ' || website",
    "partner": "contact_name || ' ' || contact_email",
    "respondent": "contact_name || ' ' || contact_email",
    "milestone": "title || ' ' || deliverable || ' ' || evidence",
    "indicator": "label",
    "investment": "copil_number || ' ' || purpose",
    "instalment": "label || ' ' || payment_reference",
    "document": "title || ' ' || note",
    "document_version": "file_name",
    "answer": "comment",
    "import_batch": "file_name",
    "issued_file": "file_name || ' ' || about || ' ' || funder",
}
ONLY = {"answer": sa.text("comment <> ''")}


def upgrade() -> None:
    op.execute(SEARCH_WORDS)
    for table, text in INDEXES.items():
        op.create_index(
            f"ix_{table}_words",
            table,
            [sa.text(f"search_words({text})")],
            postgresql_using="gin",
            postgresql_where=ONLY.get(table),
        )


def downgrade() -> None:
    for table in reversed(INDEXES):
        op.drop_index(f"ix_{table}_words", table)
    op.execute("DROP FUNCTION search_words(text)")
