"""Which row of the sheet issued is which row of the sheet received, when some were taken away or added."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest

from imports.verification.figures import Rows, Value
from imports.verification.values import comparable

MOST_MATCHED = 3_000
"""Rows between the first and the last that differ: beyond, what came or went is found by what rows say alone."""
Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Aligned:
    """`pairs`: (row issued, row received), one of them none for a row taken away or added."""

    pairs: Sequence[Pair]

    @cached_property
    def is_shifted(self) -> bool:
        return any(before != after for before, after in self.pairs)

    def moved(self, row: int, *, is_end: bool) -> int:
        """Where a row stands now; one that went gives way to the next that stayed, or to the last before it."""
        if row in self.now:
            return self.now[row]
        below = [before for before in self.now if before < row]
        above = [before for before in self.now if before > row]
        if is_end or not above:
            return self.now[max(below)] + self._beyond(row, max(below)) if below else row
        return self.now[min(above)]

    @cached_property
    def now(self) -> Mapping[int, int]:
        return {before: after for before, after in self.pairs if before is not None and after is not None}

    def _beyond(self, row: int, last: int) -> int:
        """Empty rows below are counted as they are; a row that went counts for nothing."""
        gone = {before for before, after in self.pairs if after is None}
        return sum(1 for number in range(last + 1, row + 1) if number not in gone) if row - last < MOST_MATCHED else 0


def align(issued: Rows, received: Rows) -> Aligned:
    before, after = sorted(issued), sorted(received)
    marks = [_mark(issued[row]) for row in before]
    others = [_mark(received[row]) for row in after]
    start = _common(marks, others)
    end = _common(marks[start:][::-1], others[start:][::-1])
    pairs: list[Pair] = list(zip(before[:start], after[:start], strict=True))
    inside = slice(start, len(before) - end), slice(start, len(after) - end)
    pairs += _middle((before[inside[0]], marks[inside[0]]), (after[inside[1]], others[inside[1]]))
    pairs += list(zip(before[len(before) - end :], after[len(after) - end :], strict=True))
    return Aligned(pairs)


Side = tuple[Sequence[int], Sequence[Hashable]]


def _middle(issued: Side, received: Side) -> list[Pair]:
    in_place = sum(one == other for one, other in zip(issued[1], received[1], strict=False))
    in_any_order = sum((Counter(issued[1]) & Counter(received[1])).values())
    if len(issued[0]) == len(received[0]) and in_place == in_any_order:
        return _in_order(issued[0], received[0])
    if max(len(issued[0]), len(received[0])) <= MOST_MATCHED:
        matcher = SequenceMatcher(None, issued[1], received[1], autojunk=False)
        if sum(match.size for match in matcher.get_matching_blocks()) == in_any_order:
            return _by_steps(issued, received, matcher)
    return _sorted_otherwise(issued, received)


def _by_steps(issued: Side, received: Side, matcher: "SequenceMatcher[Hashable]") -> list[Pair]:
    pairs: list[Pair] = []
    for _, first, last, start, stop in matcher.get_opcodes():
        pairs += _block(
            (issued[0][first:last], issued[1][first:last]), (received[0][start:stop], received[1][start:stop])
        )
    return pairs


def _sorted_otherwise(issued: Side, received: Side) -> list[Pair]:
    """Someone sorted the table: each row is the one that says the same, wherever it stands."""
    places: dict[Hashable, list[int]] = {}
    for row, mark in zip(*received, strict=True):
        places.setdefault(mark, []).append(row)
    pairs: list[Pair] = []
    left: list[tuple[int, Hashable]] = []
    for row, mark in zip(*issued, strict=True):
        if places.get(mark):
            pairs.append((row, places[mark].pop(0)))
        else:
            left.append((row, mark))
    others = sorted(((row, mark) for mark, rows in places.items() for row in rows), key=lambda pair: pair[0])
    return pairs + _by_key(_side(left), _side(others))


def _side(rows: Sequence[tuple[int, Hashable]]) -> Side:
    return [row for row, _ in rows], [mark for _, mark in rows]


def _block(issued: Side, received: Side) -> list[Pair]:
    if len(issued[0]) == len(received[0]):
        return _in_order(issued[0], received[0])
    return _by_key(issued, received)


def _by_key(issued: Side, received: Side) -> list[Pair]:
    """A row changed and its neighbour taken away at once: the first cell says which is which."""
    keys: dict[Hashable, list[int]] = {}
    for row, mark in zip(*received, strict=True):
        keys.setdefault(_key(mark), []).append(row)
    pairs: list[Pair] = []
    for row, mark in zip(*issued, strict=True):
        own = keys.get(_key(mark))
        pairs.append((row, own.pop(0) if own else None))
    return pairs + [(None, row) for row in sorted(row for left in keys.values() for row in left)]


def _in_order(rows: Sequence[int], others: Sequence[int]) -> list[Pair]:
    return list(zip_longest(rows, others))


def _common(ones: Sequence[Hashable], others: Sequence[Hashable]) -> int:
    count = 0
    for one, other in zip(ones, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _mark(row: Mapping[int, Value]) -> Hashable:
    """What was typed in it; a row of formulas alone is known by where they stand."""
    typed = tuple((column, comparable(cell.value)) for column, cell in sorted(row.items()) if not cell.formula)
    return typed or tuple(sorted(row))


def _key(mark: Hashable) -> Hashable:
    return mark[0] if isinstance(mark, tuple) and mark else mark
