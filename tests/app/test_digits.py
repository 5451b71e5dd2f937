"""A whole number as it is typed."""

import pytest

from app.digits import number_typed


@pytest.mark.parametrize(("typed", "number"), [("0", 0), ("042", 42), ("9" * 18, 10**18 - 1)])
def test_figures_make_a_number(typed: str, number: int) -> None:
    assert number_typed(typed) == number


@pytest.mark.parametrize("typed", ["", " 1", "-1", "1.5", "un", "²", "٣", "1²", "9" * 19])
def test_anything_else_makes_none(typed: str) -> None:
    assert number_typed(typed) is None


def test_a_field_may_take_fewer_figures() -> None:
    assert (number_typed("1234", 4), number_typed("12345", 4)) == (1234, None)
