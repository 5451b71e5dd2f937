"""Two readings that go on together, in the same order: nothing is put away to be found again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from app.exchanges.funder.published import Published
from app.exchanges.funder.tables import FIRST

Span = tuple[int, int]


class OfProject(Protocol):
    @property
    def code(self) -> str: ...


Line = TypeVar("Line", bound=OfProject)
Own = tuple[str, Span, Sequence[Line]]


class ByProject(Generic[Line]):
    """The lines of each project and their rows in a sheet sorted as « Projets », asked for in that order."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._groups: Iterator[Own[Line]] = by_project(lines)
        self._next: Own[Line] | None = next(self._groups, None)

    def of(self, code: str) -> tuple[Span | None, Sequence[Line]]:
        if self._next is None or self._next[0] != code:
            return None, ()
        _, span, lines = self._next
        self._next = next(self._groups, None)
        return span, lines


def by_project(lines: Iterable[Line]) -> Iterator[Own[Line]]:
    for code, rows in groupby(enumerate(lines, FIRST), key=lambda pair: pair[1].code):
        kept = list(rows)
        yield code, (kept[0][0], kept[-1][0]), [line for _, line in kept]


class ByResult:
    """Results asked for in their order, some left out."""

    def __init__(self, results: Iterable[Published]) -> None:
        self._left = iter(results)
        self._own: Published | None = None

    def of(self, result_id: int) -> Published:
        while self._own is None or self._own.result_id != result_id:
            self._own = next(self._left, None)
            if self._own is None:
                raise LookupError(f"result {result_id} is not in its turn")
        return self._own
