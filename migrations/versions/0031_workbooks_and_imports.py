"""workbooks and imports

The same words, found five times faster: `normalise` is asked three times for each project written (twice for its columns,
once for the index of its words), and `translate` compares every letter with each of the sixty of its list.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ACCENTED, CAPITALS = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ", "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ"
BARE = "aaaaaaceeeeiiiinooooouuuuyy"
SIGNS, PLAIN = "’‘´\u00a0\u202f-_", "'''    "
LOWER = "replace(replace(lower(value), 'œ', 'oe'), 'æ', 'ae')"


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def one_by_one(expression: str) -> str:
    """Each letter looked for in the whole text at once."""
    for letter, bare in zip(ACCENTED + SIGNS, BARE + PLAIN, strict=True):
        expression = f"replace({expression}, {quoted(letter)}, {quoted(bare)})"
    return expression


# In a database whose `lower` knows no capital with an accent (collation C), as before; the planner settles which once.
TRANSLATED = f"translate({LOWER}, {quoted(ACCENTED + CAPITALS + SIGNS)}, {quoted(BARE + BARE[:-1] + PLAIN)})"
NORMALISE = "CREATE OR REPLACE FUNCTION normalise(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN "
FAST = f"""CASE
  WHEN octet_length(value) = char_length(value) THEN replace(replace(lower(value), '-', ' '), '_', ' ')
  WHEN lower({quoted(CAPITALS)}) = {quoted(ACCENTED[:-1])} THEN {one_by_one(LOWER)}
  ELSE {TRANSLATED}
END"""


def upgrade() -> None:
    """The same text for every value: what was computed by the former one stays true."""
    op.execute(NORMALISE + FAST)


def downgrade() -> None:
    op.execute(NORMALISE + TRANSLATED)
