"""What was read of a small file, kept by this process until its sender says yes: its cells are not read twice.

Only what the cells say: what they are compared with is read again, under locks, before anything is written.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from app.exchanges.imports.attempt import Attempt
from app.models import ImportBatch
from imports.vocabulary import Vocabulary
from imports.whole import GatheredWorkbook

MOST, MOST_ROWS = 2, 1_500


@dataclass(frozen=True)
class Kept:
    mapping: list[Mapping[str, Any]]
    decisions: Mapping[str, Any]
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
            self._kept[_key(batch)] = Kept(batch.mapping, batch.decisions, made)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def take(self, batch: ImportBatch, vocabulary: Vocabulary) -> GatheredWorkbook | None:
        """None unless columns, corrections and lists are those it was read with."""
        with self._lock:
            kept = self._kept.pop(_key(batch), None)
        if kept is None or (kept.mapping, kept.decisions) != (batch.mapping, batch.decisions):
            return None
        return kept.attempt.gathered if kept.attempt.vocabulary.same_words(vocabulary) else None

    def empty(self) -> None:
        with self._lock:
            self._kept.clear()


def _key(batch: ImportBatch) -> tuple[int, bytes | None]:
    """With the digest of the file: numbers come back in a database put back from a backup."""
    return batch.id, batch.file_sha256


shelf = Shelf()
