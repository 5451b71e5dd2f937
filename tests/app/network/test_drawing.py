"""How many arcs are drawn between the regions."""

from hypothesis import given
from hypothesis import strategies as st

from app.network.drawing import MOST_ARCS, least_drawn

counts = st.lists(st.integers(1, 60), min_size=1, max_size=171)


@given(counts)
def test_the_most_shared_are_drawn_and_no_more_than_an_eye_follows(found: list[int]) -> None:
    least = least_drawn(found)
    drawn = [count for count in found if count >= least]
    assert max(found) in drawn
    assert len(drawn) <= MOST_ARCS or set(drawn) == {max(found)}


@given(counts)
def test_one_less_would_be_too_many(found: list[int]) -> None:
    left = [count for count in found if count < least_drawn(found)]
    assert not left or sum(count >= max(left) for count in found) > MOST_ARCS


def test_few_are_all_drawn() -> None:
    assert least_drawn([3, 1, 2]) == 1
    assert least_drawn([]) == 1
