"""A small file and its plan, kept by this process until its sender says yes: neither its cells nor the records are read
twice for nothing.

The plan serves under locks, when the journal says that nothing it was compared with has changed; else only what the
cells say does, and the plan is made again.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from app.exchanges.imports.attempt import Attempt
from app.models import ImportBatch

MOST, MOST_ROWS = 2, 1_500


@dataclass(frozen=True)
class Kept:
    mapping: list[Mapping[str, Any]]
    decisions: Mapping[str, Any]
    digest: str | None
    attempt: Attempt


class Shelf:
    """The last files planned here, each taken once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, bytes | None], Kept] = OrderedDict()

    def put(self, batch: ImportBatch, made: Attempt) -> None:
        """Not what has faults, which comparing adds to, nor sheets that look for communes while they are compared."""
        gathered = made.gathered
        if made.plan.faults or gathered.rows or gathered.count > MOST_ROWS:
            return
        with self._lock:
            self._kept[_key(batch)] = Kept(batch.mapping, batch.decisions, batch.plan_digest, made)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def take(self, batch: ImportBatch) -> Attempt | None:
        """None unless it is the plan of this batch, with its columns and what was said of it."""
        with self._lock:
            kept = self._kept.pop(_key(batch), None)
        own = (batch.mapping, batch.decisions, batch.plan_digest)
        return kept.attempt if kept and (kept.mapping, kept.decisions, kept.digest) == own else None

    def empty(self) -> None:
        with self._lock:
            self._kept.clear()


def _key(batch: ImportBatch) -> tuple[int, bytes | None]:
    """With the digest of the file: numbers come back in a database put back from a backup."""
    return batch.id, batch.file_sha256


shelf = Shelf()
