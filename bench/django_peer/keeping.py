"""What we keep, kept by the peer: its whole page, cut and filled by our own code, after our one question."""

from typing import Any, NamedTuple

from app.kept import MOST, NOTHING_YET
from app.whole.page import Pieces, Secrets
from app.whole.statement import STATEMENT, values

COLUMNS = 4  # what the journal says; the session comes after
PLACE = {"token": 0, "csrf_token": 2, "last_seen_at": 3}  # in the columns of the session


class Page(NamedTuple):
    visit: tuple[Any, ...]
    pieces: Pieces


class Keeping:
    def __init__(self) -> None:
        self.oldest: int = NOTHING_YET.oldest
        self.acts: list[int] = list(NOTHING_YET.acts)
        self.pages: dict[bytes, Page] = {}
        self.is_same = False

    def again(self, cursor: Any, token: bytes, nonce: str) -> bytes | None:
        """None when something has changed, or nothing was kept yet."""
        cursor.execute(STATEMENT, values(self.oldest, [token]))
        oldest, read, since_then, since_now, *visit = cursor.fetchone()
        self.is_same = read < MOST and since_then == self.acts
        self.oldest, self.acts = oldest, since_now
        if not self.is_same:
            self.pages.clear()
        page = self.pages.get(token)
        if page is None or page.visit != still(visit):
            return None
        return page.pieces.filled(Secrets(nonce.encode(), visit[PLACE["csrf_token"]].encode()))

    def keep(self, cursor: Any, token: bytes, nonce: str, content: bytes) -> None:
        cursor.execute(STATEMENT, values(self.oldest, [token]))
        visit = cursor.fetchone()[COLUMNS:]
        held = Secrets(nonce.encode(), visit[PLACE["csrf_token"]].encode())
        self.pages[token] = Page(still(visit), Pieces(content, held))


def still(visit: Any) -> tuple[Any, ...]:
    """What must not have changed in a session: all but when it was last used."""
    return tuple(value for place, value in enumerate(visit) if place != PLACE["last_seen_at"])
