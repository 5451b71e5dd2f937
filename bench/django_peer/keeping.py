"""What changed since the last time, asked as we ask it; for the peer that keeps what it has drawn."""

from typing import Any

from app.kept import APART, MOST, NOTHING_YET

seen = {"oldest": NOTHING_YET.oldest, "acts": list(NOTHING_YET.acts)}


def same_as_before(cursor: Any, sql: str) -> bool:
    cursor.execute(sql, {"oldest": seen["oldest"], "apart": APART, "most": MOST})
    oldest, read, since_then, since_now = cursor.fetchone()
    same = read < MOST and since_then == seen["acts"]
    seen.update(oldest=oldest, acts=since_now)
    return bool(same)
