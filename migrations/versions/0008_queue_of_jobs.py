"""queue of jobs: the tables of procrastinate 3.10, as that version delivers them"""

from collections.abc import Sequence
from pathlib import Path

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A copy, not the installed library's file: this migration stays what it was when the library moves on.
SQL = Path(__file__).parents[1] / "sql"


def upgrade() -> None:
    run("0008_procrastinate_3_10.sql")


def downgrade() -> None:
    run("0008_drop.sql")


def run(name: str) -> None:
    """Straight to the driver: no « % » or « : » of the text is a parameter."""
    script = (SQL / name).read_text(encoding="utf-8")
    op.get_bind().connection.driver_connection.execute(script)
