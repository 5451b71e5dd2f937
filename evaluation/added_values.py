"""Added values of an alliance: ranges that only add up within one method, one unit and the same years.

A range is two bounds somebody stands for, never a measure with an error. Two methods count two things even when they
count in the same unit: `total` refuses to add them, so that no page and no file can.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from statistics import median

ZERO = Decimal(0)


class AddedValueError(ValueError):
    """A range that is none, or ranges that do not add up."""


class NotAddableError(AddedValueError):
    """Ranges of several methods, units or years, or no range at all: they have no sum."""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """From `low` to `high`, both counted from zero; equal when one figure is given."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite()):
            raise AddedValueError("a range has two bounds")
        if self.low < ZERO:
            raise AddedValueError("an added value counts from zero")
        if self.low > self.high:
            raise AddedValueError("the low bound is above the high one")

    @property
    def middle(self) -> Decimal:
        """Where the range is drawn; not a better guess than its bounds."""
        return (self.low + self.high) / 2

    @property
    def is_one_figure(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True, order=True)
class Basis:
    """What two ranges must share to add up: the method, its unit, the first and last calendar years of the period."""

    method: str
    unit: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A range said of a project on a basis."""

    basis: Basis
    range: Range


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of `count` ranges on one basis: bounds with bounds."""

    basis: Basis
    range: Range
    count: int


def total(claims: Iterable[Claim]) -> Total:
    """Low with low, high with high. Refused across methods, units or years, and when there is nothing to add."""
    kept = list(claims)
    bases = {claim.basis for claim in kept}
    if len(bases) != 1:
        raise NotAddableError("added values only add up on one basis")
    low = sum((claim.range.low for claim in kept), ZERO)
    high = sum((claim.range.high for claim in kept), ZERO)
    return Total(bases.pop(), Range(low, high), len(kept))


def totals(claims: Iterable[Claim]) -> list[Total]:
    """One by basis, in order; there is no total of totals."""
    ordered = sorted(claims, key=lambda claim: claim.basis)
    return [total(list(same)) for _, same in groupby(ordered, key=lambda claim: claim.basis)]


def span(ranges: Sequence[Range]) -> Range:
    """The lowest low and the highest high: what is said at least and at most, of one project or another."""
    if not ranges:
        raise AddedValueError("no range to span")
    return Range(min(own.low for own in ranges), max(own.high for own in ranges))


def median_middle(ranges: Sequence[Range]) -> Decimal:
    """The median of the middles: half of the ranges have theirs below, half above."""
    if not ranges:
        raise AddedValueError("no range has no median")
    return median(own.middle for own in ranges)
