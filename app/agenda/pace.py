"""Reading too often is refused for a while: counted in this process, by calendar or by place."""

from collections import OrderedDict
from datetime import datetime, timedelta

MOST_KEPT = 10_000


class Pace:
    """At most `most` times in each `window` for one key; the oldest keys are forgotten first."""

    def __init__(self, most: int, window: timedelta) -> None:
        self.most = most
        self.window = window
        self._seen: OrderedDict[str, tuple[datetime, int]] = OrderedDict()

    def takes(self, key: str, now: datetime) -> bool:
        began, count = self._seen.get(key, (now, 0))
        if now - began >= self.window:
            began, count = now, 0
        self._seen[key] = (began, count + 1)
        self._seen.move_to_end(key)
        while len(self._seen) > MOST_KEPT:
            self._seen.popitem(last=False)
        return count < self.most
