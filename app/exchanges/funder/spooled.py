"""Lines kept beside, on disk, and read again as often as needed: the memory of an export does not follow its length."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Generic, TypeVar
from weakref import finalize

Line = TypeVar("Line")
AT_ONCE = 250
"""Lines that wait in memory before they go on disk."""


class Spooled(Generic[Line]):
    """In the order in which they were added. The file has no name and goes with this object."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed with this object
        finalize(self, self._file.close)
        self._places: list[tuple[int, int]] = []
        self._count = 0

    def add(self, lines: Sequence[Line]) -> None:
        packed = pickle.dumps(lines, pickle.HIGHEST_PROTOCOL)
        self._places.append((self._file.seek(0, 2), len(packed)))
        self._file.write(packed)
        self._count += len(lines)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Line]:
        """Several may go on at once: each knows where it is."""
        for at, size in self._places:
            self._file.seek(at)
            yield from pickle.loads(self._file.read(size))  # noqa: S301 - written above, by this very process


def spooled(lines: Iterable[Line]) -> Spooled[Line]:
    """Written as they come."""
    kept: Spooled[Line] = Spooled()
    for some in chunks(lines, AT_ONCE):
        kept.add(some)
    return kept


def chunks(lines: Iterable[Line], size: int) -> Iterator[list[Line]]:
    left = iter(lines)
    while some := list(islice(left, size)):
        yield some
