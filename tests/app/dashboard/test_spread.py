"""A distribution drawn: nothing leaves the scale, equal values pile up, many become bars."""

import pytest

from app.dashboard.spread import spread_of


def drawn(*values: float, few: int = 3, top: float = 100):  # type: ignore[no-untyped-def]
    return spread_of([(value, str(value)) for value in values], few, top)


def test_the_median_and_the_middle_half_come_from_a_number_of_values() -> None:
    assert (drawn(10, 90).median, drawn(10, 90).middle) == (None, None)
    spread = drawn(80, 40, 60, 50, 70)
    assert (spread.median, spread.middle, spread.low, spread.high) == (60, (50, 70), 40, 80)


def test_equal_values_pile_up_and_the_drawing_grows() -> None:
    flat, piled = drawn(10, 50, 90), drawn(50, 50, 50)
    assert len({dot.y for dot in flat.dots}) == 1
    assert [dot.x for dot in piled.dots] == [50.0, 50.0, 50.0]
    assert len({dot.y for dot in piled.dots}) == 3
    assert piled.height > flat.height
    assert min(dot.y for dot in piled.dots) >= 0


def test_what_lies_beyond_the_scale_is_drawn_at_its_end_and_marked() -> None:
    low, within, high = drawn(-20, 75, 300, top=150).dots
    assert (low.over, within.over, high.over) == (True, False, True)
    assert (low.x, high.x) == (1.5, 98.5)


@pytest.mark.parametrize(("count", "dense"), [(150, False), (151, True)])
def test_beyond_many_dots_bars_count_them(count: int, dense: bool) -> None:
    spread = drawn(*(float(n % 100) for n in range(count)))
    assert spread.is_dense is dense
    assert sum(int(bin.label.split("\u00a0: ")[1]) for bin in spread.bins) == count
    assert not dense or all(0 <= bin.y < spread.base for bin in spread.bins)
    assert spread.bins[-1].x + spread.bins[-1].width <= 98.6


def test_a_tall_pile_becomes_bars_too() -> None:
    assert drawn(*[50.0] * 15).is_dense
    assert not drawn(*[50.0] * 14).is_dense


def test_nothing_is_still_a_line() -> None:
    empty = drawn()
    assert (empty.n, empty.is_readable, empty.dots, empty.bins) == (0, False, [], [])
    assert empty.height > 0


@pytest.mark.parametrize(("count", "crowded"), [(20, False), (21, True), (150, True), (151, False)])
def test_dots_are_named_while_they_are_few(count: int, crowded: bool) -> None:
    assert drawn(*(float(n % 100) for n in range(count))).is_crowded is crowded


def test_what_lies_beyond_the_scale_is_apart() -> None:
    spread = drawn(-20, 75, 300, top=150)
    assert [len(spread.inside), len(spread.beyond)] == [1, 2]
