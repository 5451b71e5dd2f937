"""Which row is which, after some were taken away, added, or changed at once."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.verification.alignment import align
from imports.verification.comparing import compare
from imports.verification.differences import What
from imports.verification.figures import Figures, Rows, Value

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
        (sheet("edcba"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)]),
        (sheet("edcba", {"b": 99}), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)]),
        (sheet("edca"), [(1, 4), (2, None), (3, 3), (4, 2), (5, 1)]),
        (sheet("acde", {"c": 99}), [(1, 1), (2, None), (3, 2), (4, 3), (5, 4)]),
    ],
)
def test_rows_are_paired(received: Rows, pairs: list[tuple[int | None, int | None]]) -> None:
    found = align(sheet("abcde"), received).pairs
    assert sorted(found, key=str) == sorted(pairs, key=str)


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


def priced(order: str, total: str = "=SUM(C1:C5)", **amounts: int) -> Figures:
    """A table with a formula in each row, and a sheet that sums it."""
    table = {
        row: {
            1: Value(name),
            2: Value(amounts.get(name, ord(name))),
            3: Value(2 * amounts.get(name, ord(name)), f"=B{row}*2"),
        }
        for row, name in enumerate(order, 1)
    }
    return Figures({"Projets": table, "Synthèse": {1: {1: Value(990, total.replace("C1:C5", "Projets!C1:C5"))}}}, {})


def test_a_table_sorted_by_someone_is_no_change() -> None:
    assert compare(priced("abcde"), priced("ecadb")).unchanged


def test_a_figure_changed_in_a_sorted_table_is_the_only_one_named() -> None:
    found = compare(priced("abcde"), priced("ecadb", d=7))
    assert [(change.what, change.cell, change.row) for change in found.made] == [(What.VALUE, "B4", "d")]
    assert [change.cell for change in found.followed] == ["C4"]


def test_a_sum_changed_beside_a_sorted_table_is_named() -> None:
    found = compare(priced("abcde"), priced("ecadb", total="=SUM(C1:C5)+1"))
    assert [(change.what, change.sheet) for change in found.made] == [(What.FORMULA, "Synthèse")]
