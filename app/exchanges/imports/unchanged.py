"""Whether what a plan was compared with is still as it was: the journal says what was written since, by whatever."""

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.kept import ACTS, APART, MOST, Seen

NOT_COMPARED = [*APART, "import_batch", "import_header"]
"""Written by the import itself, between the plan and its confirmation; no plan reads them."""
SELF = text("SELECT pg_current_xact_id()::text::bigint")


class Witness(NamedTuple):
    """Taken before anything is read for a plan: what is written while it reads is seen afterwards."""

    seen: Seen
    transaction: int


def witness(session: Session) -> Witness:
    row = session.execute(ACTS, {"apart": NOT_COMPARED}).one()
    return Witness(Seen(row.oldest, tuple(row.since_now)), session.scalars(SELF).one())


def is_unchanged(session: Session, before: Witness) -> bool:
    """No in doubt: too much was written since, or by this very transaction, whose acts are one line of the journal."""
    if session.scalars(SELF).one() == before.transaction:
        return False
    row = session.execute(ACTS, {"oldest": before.seen.oldest, "apart": NOT_COMPARED}).one()
    return row.read < MOST and tuple(row.since_then) == before.seen.acts
