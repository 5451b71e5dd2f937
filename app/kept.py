"""What was drawn from the records, kept by this process for as long as none of them has changed.

The journal says what changed, whoever wrote: another page, another process, an import, psql. Each time, one indexed
statement asks it which acts are to be seen from the oldest transaction that was still open the last time. The same:
nothing has changed, to the last committed act. Others: all that was kept is forgotten. Nothing is ever out of date, and
nothing has to be told to anyone. Only what the journal watches may be kept so: see ``TABLES_LEFT_OUT``. What is drawn
from the answers of partners has a keeper of its own, which an answer empties and the others do not see.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, BigInteger, Engine, Text, bindparam, text
from sqlalchemy.orm import Session
from starlette.requests import HTTPConnection

from app.parts import Parts
from app.shelf import Shelf

APART = ["answer"]
"""What partners write all day long while a campaign is open, which nothing kept here reads."""
MOST = 200
"""Beyond so many acts since the oldest open transaction, nothing is kept: an import is running."""
ACTS = text("""
WITH now AS MATERIALIZED (
  SELECT pg_snapshot_xmin(s)::text::bigint AS oldest, pg_snapshot_xmax(s)::text::bigint AS newest
  FROM pg_current_snapshot() AS s
), acts AS MATERIALIZED (
  SELECT t.id, t.xid, EXISTS (
    SELECT FROM journal_change AS c WHERE c.transaction_id = t.id AND c.table_name <> ALL (:apart)) AS counts
  FROM journal_transaction AS t
  WHERE t.xid >= least(:oldest, (SELECT oldest FROM now)) AND t.xid < (SELECT newest FROM now)
  ORDER BY t.xid LIMIT :most
)
SELECT oldest, (SELECT count(*) FROM acts) AS read,
  ARRAY(SELECT id FROM acts WHERE counts ORDER BY id) AS since_then,
  ARRAY(SELECT id FROM acts WHERE counts AND xid >= oldest ORDER BY id) AS since_now
FROM now
""").bindparams(bindparam("oldest", None, BigInteger), bindparam("apart", APART, ARRAY(Text)), most=MOST)

MOST_CHANGES = 20_000
"""Beyond so many lines written since the last time, nobody looks at which tables they are of: all is forgotten."""
CHANGED = text("""
SELECT count(*) AS read, array_agg(DISTINCT table_name) AS tables
FROM (SELECT table_name FROM journal_change WHERE transaction_id = ANY (:acts) LIMIT :most) AS changes
""").bindparams(bindparam("acts", None, ARRAY(BigInteger)), most=MOST_CHANGES)


class Seen(NamedTuple):
    """The acts that could be seen, of the transactions from the oldest one still open."""

    oldest: int
    acts: tuple[int, ...]


NOTHING_YET = Seen(2**62, (-1,))
"""Like no answer of the journal."""


class Kept(Shelf):
    """Between two changes of the records. `pages`: whole ones, which `app.whole` gives again.

    `counts`: what a list adds up to, of which every search has its own: apart, so that it pushes nothing drawn aside.
    `parts`: those of pages, which outlive a change of the tables they were not made from.
    """

    def __init__(self, seen: Seen, size: int, parts: Parts | None = None) -> None:
        super().__init__(size)
        self.seen = seen
        self.parts = parts or Parts(2 * size)
        self.pages = Shelf(size)
        self.counts = Shelf(size)


def kept_of(request: HTTPConnection, session: Session) -> Kept:
    """For figures alone; a page that is kept whole asks ``app.whole.lane.kept_for``."""
    keeper: Keeper = request.app.state.keeper
    return keeper.now(session)


class Keeper:
    """One for a process and a database. `apart`: the tables whose changes it does not look at."""

    def __init__(self, size: int = 64, apart: Sequence[str] = APART) -> None:
        self._size, self._apart = size, list(apart)
        self.current = Kept(NOTHING_YET, size, self._no_part())

    def now(self, session: Session) -> Kept:
        """What may be used by what `session` reads from here on; nothing within a transaction that may write."""
        bind = session.get_bind()
        if not isinstance(bind, Engine) or not bind.get_execution_options().get("postgresql_readonly"):
            return Kept(NOTHING_YET, self._size)
        kept = self.current
        before = kept.seen  # another thread may move it on meanwhile
        row = session.execute(ACTS, {"oldest": before.oldest, "apart": self._apart}).one()
        if not self.is_same(kept, before, row):
            parts = self._left(session, kept, before, row)
            kept = self.current = Kept(_seen(row), self._size, parts)
        return kept

    def is_same(self, kept: Kept, before: Seen, row: Any) -> bool:
        """What the journal answers about the transactions since `before`, that of `kept`, is nothing new."""
        if row.read >= MOST or tuple(row.since_then) != before.acts:
            return False
        kept.seen = _seen(row)
        return True

    def _left(self, session: Session, kept: Kept, before: Seen, row: Any) -> Parts:
        """The parts that none of the new acts can have changed."""
        new = set(row.since_then).difference(before.acts)
        if row.read >= MOST or not new or not new.union(before.acts).issubset(row.since_then):
            return self._no_part()
        changes = session.execute(CHANGED, {"acts": sorted(new)}).one()
        return kept.parts.but(changes.tables) if 0 < changes.read < MOST_CHANGES else self._no_part()

    def _no_part(self) -> Parts:
        return Parts(2 * self._size, self._apart)


def _seen(row: Any) -> Seen:
    return Seen(row.oldest, tuple(row.since_now))
