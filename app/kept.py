"""What was drawn from the records, kept by this process for as long as none of them has changed.

The journal says what changed, whoever wrote: another page, another process, an import, psql. Each time, one indexed
statement asks it which acts are to be seen from the oldest transaction that was still open the last time. The same:
nothing has changed, to the last committed act. Others: all that was kept is forgotten. Nothing is ever out of date, and
nothing has to be told to anyone. Only what the journal watches may be kept so: see ``TABLES_LEFT_OUT``. What is drawn
from the answers of partners has a keeper of its own, which an answer empties and the others do not see.
"""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

from sqlalchemy import ARRAY, BigInteger, Engine, Text, bindparam, text
from sqlalchemy.orm import Session
from starlette.requests import HTTPConnection

Value = TypeVar("Value")
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
  WHERE t.xid >= coalesce(:oldest, (SELECT oldest FROM now)) AND t.xid < (SELECT newest FROM now)
  ORDER BY t.xid LIMIT :most
)
SELECT oldest, (SELECT count(*) FROM acts) AS read,
  ARRAY(SELECT id FROM acts WHERE counts ORDER BY id) AS since_then,
  ARRAY(SELECT id FROM acts WHERE counts AND xid >= oldest ORDER BY id) AS since_now
FROM now
""").bindparams(bindparam("oldest", None, BigInteger), bindparam("apart", APART, ARRAY(Text)), most=MOST)


class Seen(NamedTuple):
    """The acts that could be seen, of the transactions from the oldest one still open."""

    oldest: int
    acts: tuple[int, ...]


NOTHING_YET = Seen(2**62, (-1,))
"""Like no answer of the journal."""


class Shelf:
    """Values may be shared by several requests: they are never modified."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[Hashable, Any] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """`key` holds all that the value depends on beside the records: filters, order, day, rights."""
        if key in self._values:
            return cast(Value, self._values[key])
        made = make()
        self.put(key, made)
        return made

    def find(self, key: Hashable) -> Any:
        """None when it is not there."""
        return self._values.get(key)

    def put(self, key: Hashable, value: object) -> None:
        with self._lock:
            if len(self._values) >= self._size:
                self._values.pop(next(iter(self._values)))
            self._values[key] = value


class Kept(Shelf):
    """Between two changes of the records. `pages`: whole ones, which `app.whole` gives again.

    `counts`: what a list adds up to, of which every search has its own: apart, so that it pushes nothing drawn aside.
    """

    def __init__(self, seen: Seen, size: int) -> None:
        super().__init__(size)
        self.seen = seen
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
        self.current = Kept(NOTHING_YET, size)

    def now(self, session: Session) -> Kept:
        """What may be used by what `session` reads from here on; nothing within a transaction that may write."""
        bind = session.get_bind()
        if not isinstance(bind, Engine) or not bind.get_execution_options().get("postgresql_readonly"):
            return Kept(NOTHING_YET, self._size)
        kept = self.current
        before = kept.seen  # another thread may move it on meanwhile
        return self.told(kept, before, session.execute(ACTS, {"oldest": before.oldest, "apart": self._apart}).one())

    def told(self, kept: Kept, before: Seen, row: Any) -> Kept:
        """What may be used, from what the journal answers about the transactions since `before`, that of `kept`."""
        if row.read >= MOST or tuple(row.since_then) != before.acts:
            kept = self.current = Kept(before, self._size)
        kept.seen = Seen(row.oldest, tuple(row.since_now))
        return kept
