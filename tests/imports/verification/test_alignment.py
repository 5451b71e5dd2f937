"""Which row is which, after some were taken away, added, or changed at once."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.verification.alignment import align
from imports.verification.figures import Rows, Value

NAMES = ("a", "b", "c", "d", "e")


def sheet(names: Sequence[str], amounts: dict[str, int] | None = None) -> Rows:
    own = amounts or {}
    return {
        number: {1: Value(name), 2: Value(own.get(name, 10 * (ord(name[0]) - 96)))}
        for number, name in enumerate(names, 1)
    }


@pytest.mark.parametrize(
    ("received", "pairs"),
    [
        (sheet("abcde"), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        (sheet("abde"), [(1, 1), (2, 2), (3, None), (4, 3), (5, 4)]),
        (sheet("bcde"), [(1, None), (2, 1), (3, 2), (4, 3), (5, 4)]),
        (sheet("abxcde"), [(1, 1), (2, 2), (None, 3), (3, 4), (4, 5), (5, 6)]),
        (sheet("abcde", {"c": 99}), [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        (sheet("acde", {"c": 99}), [(1, 1), (2, None), (3, 2), (4, 3), (5, 4)]),
    ],
)
def test_rows_are_paired(received: Rows, pairs: list[tuple[int | None, int | None]]) -> None:
    assert list(align(sheet("abcde"), received).pairs) == pairs


def test_a_row_that_went_gives_way_to_its_neighbours() -> None:
    found = align(sheet("abcde"), sheet("abde"))
    assert [found.moved(row, is_end=False) for row in range(1, 6)] == [1, 2, 3, 3, 4]
    assert found.moved(3, is_end=True) == 2
    assert found.moved(1000, is_end=True) == 999


@given(st.lists(st.sampled_from(NAMES), max_size=12), st.lists(st.sampled_from(NAMES), max_size=12))
def test_each_row_stands_in_one_pair(before: list[str], after: list[str]) -> None:
    pairs = align(sheet(before), sheet(after)).pairs
    assert sorted(row for row, _ in pairs if row is not None) == list(range(1, len(before) + 1))
    assert sorted(row for _, row in pairs if row is not None) == list(range(1, len(after) + 1))
