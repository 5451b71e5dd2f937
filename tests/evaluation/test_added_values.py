"""Added values: a range keeps its bounds, a sum stays within one basis, a median lies in its span."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.added_values import (
    AddedValueError,
    Basis,
    Claim,
    NotAddableError,
    Range,
    median_middle,
    span,
    total,
    totals,
)

DELAY = Basis("delai_compare", "jours", 2025, 2025)
AMOUNTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))
RANGES = st.tuples(AMOUNTS, AMOUNTS).map(lambda two: Range(min(two), max(two)))
BASES = st.builds(
    Basis,
    st.sampled_from(["delai_compare", "depense_evitee"]),
    st.sampled_from(["jours", "euros"]),
    st.sampled_from([2024, 2025]),
    st.just(2025),
)
CLAIMS = st.builds(Claim, BASES, RANGES)


def said(low: str, high: str, basis: Basis = DELAY) -> Claim:
    return Claim(basis, Range(Decimal(low), Decimal(high)))


@given(st.lists(RANGES, min_size=1))
def test_a_sum_keeps_its_bounds_and_counts(ranges: list[Range]) -> None:
    found = total(Claim(DELAY, own) for own in ranges)
    assert found.count == len(ranges)
    assert found.range.low == sum(own.low for own in ranges) <= found.range.high
    assert found.basis == DELAY


@given(st.lists(CLAIMS, min_size=1))
def test_nothing_is_ever_added_across_methods_units_or_years(claims: list[Claim]) -> None:
    bases = {claim.basis for claim in claims}
    if len(bases) > 1:
        with pytest.raises(NotAddableError):
            total(claims)
    found = totals(claims)
    assert [own.basis for own in found] == sorted(bases)
    assert sum(own.count for own in found) == len(claims)


@given(st.lists(CLAIMS))
def test_the_order_never_shows(claims: list[Claim]) -> None:
    assert totals(claims) == totals(reversed(claims))


@given(st.lists(RANGES, min_size=1))
def test_the_median_of_the_middles_lies_within_the_span(ranges: list[Range]) -> None:
    whole, middle = span(ranges), median_middle(ranges)
    assert whole.low <= middle <= whole.high
    below = sum(own.middle <= middle for own in ranges)
    assert 2 * below >= len(ranges)


@given(RANGES)
def test_the_middle_is_between_the_bounds(own: Range) -> None:
    assert own.low <= own.middle <= own.high
    assert own.is_one_figure is (own.low == own.high)


@pytest.mark.parametrize(("low", "high"), [("5", "4"), ("-1", "4"), ("NaN", "4"), ("0", "Infinity")])
def test_what_is_no_range_is_refused(low: str, high: str) -> None:
    with pytest.raises(AddedValueError):
        Range(Decimal(low), Decimal(high))


def test_exact_values() -> None:
    claims = [said("12", "20"), said("30", "55"), said("0", "15")]
    assert total(claims).range == Range(Decimal(42), Decimal(90))
    assert span([claim.range for claim in claims]) == Range(Decimal(0), Decimal(55))
    assert median_middle([claim.range for claim in claims]) == Decimal(16)
    assert median_middle([claim.range for claim in claims[:2]]) == Decimal("29.25")


@pytest.mark.parametrize(
    "other",
    [
        replace(DELAY, method="travail_epargne"),
        replace(DELAY, unit="jours de travail"),
        replace(DELAY, first_year=2024),
        replace(DELAY, last_year=2026),
    ],
)
def test_one_difference_is_enough_to_refuse(other: Basis) -> None:
    with pytest.raises(NotAddableError):
        total([said("1", "2"), said("1", "2", other)])


@pytest.mark.parametrize("asked", [total, span, median_middle])
def test_of_nothing_there_is_nothing_to_say(asked: object) -> None:
    with pytest.raises(AddedValueError):
        asked([])  # type: ignore[operator]
