"""Which field a heading names: by its very words, by the same words otherwise written, or nearly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from imports.columns import AnyColumn, header_key, is_in_thousands
from imports.mapping.likely import LIKELY
from imports.mapping.words import beginnings, loose

CLOSE_ENOUGH = 0.88
SHORTEST_MISSPELT = 5


class Strength(IntEnum):
    """How a heading was recognised, the surest first; after `WORDS`, a person had better look."""

    REMEMBERED = 0
    WORDS = 1
    WITHOUT_BRACKETS = 2
    LIKELY = 3
    BEGINNING = 4
    SPELLING = 5


SURE = Strength.WITHOUT_BRACKETS


@dataclass(frozen=True, order=True)
class Match:
    """`rank` is the place of the name among those of its column: its own header, then its synonyms."""

    strength: Strength
    rank: int
    field: str


class Forms(NamedTuple):
    """`whole` and `short` are the heading with and without its brackets; `begun`, all that the latter begins with."""

    whole: str
    short: str
    begun: tuple[str, ...]
    in_thousands: bool


@lru_cache(maxsize=4096)
def forms(heading: str) -> Forms:
    """Worked out once: every cell of the first rows is held against the names of each kind."""
    short = loose(header_key(heading))
    return Forms(loose(heading), short, tuple(beginnings(short)), is_in_thousands(heading))


class Names:
    """The names of all columns of one kind."""

    def __init__(self, columns: Sequence[AnyColumn]) -> None:
        self._known: dict[str, tuple[int, str]] = {}
        for column in columns:
            for rank, name in enumerate((column.header, *column.synonyms)):
                self._known.setdefault(loose(name), (rank, column.field))
        self._likely: dict[str, tuple[int, str]] = {}
        for column in columns:
            for rank, name in enumerate(LIKELY.get(column.header, ())):
                self._likely.setdefault(loose(name), (rank, column.field))

    def matches(self, heading: str) -> Iterator[Match]:
        """Cheap: no spelling is compared."""
        whole, short, begun, in_thousands = forms(heading)
        if in_thousands:
            return
        if whole in self._known:
            yield self._match(Strength.WORDS, whole)
        elif short in self._known:
            yield self._match(Strength.WITHOUT_BRACKETS, short)
        elif whole in self._likely:
            yield Match(Strength.LIKELY, *self._likely[whole])
        elif beginning := next(filter(self._known.__contains__, begun), None):
            yield self._match(Strength.BEGINNING, beginning)

    def nearly(self, heading: str) -> Iterator[Match]:
        """Spellings compared, for one row only: « Montant acordé »."""
        if is_in_thousands(heading):
            return
        short = loose(header_key(heading))
        if len(short) >= SHORTEST_MISSPELT:
            for known in get_close_matches(short, self._known, n=1, cutoff=CLOSE_ENOUGH):
                yield self._match(Strength.SPELLING, known)

    def _match(self, strength: Strength, known: str) -> Match:
        rank, field = self._known[known]
        return Match(strength, rank, field)
