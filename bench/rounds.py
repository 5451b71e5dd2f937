"""Sides measured in turn, A-B-B-A, and compared by the median of the ratios of each round."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Figure = TypeVar("Figure")


class Ratio(NamedTuple):
    """How many times better the first side is: median of the rounds, with the quarter below and above."""

    median: float
    low: float
    high: float


def in_turn(sides: Mapping[str, Callable[[], Figure]], rounds: int, budget_seconds: float) -> dict[str, list[Figure]]:
    """Each round measures every side once; every other round goes backwards, so that a drift weighs on all alike.

    Stops early when the time is up: a round is never cut.
    """
    found: dict[str, list[Figure]] = {name: [] for name in sides}
    started = time.monotonic()
    for number in range(rounds):
        spent = time.monotonic() - started
        if number and spent + spent / number > budget_seconds:
            break
        names = list(sides) if number % 2 == 0 else list(reversed(sides))
        for name in names:
            found[name].append(sides[name]())
    return found


def each_ratio(better: Sequence[float], other: Sequence[float]) -> list[float]:
    """Round by round: two figures of one round were taken seconds apart, on the same machine in the same mood."""
    return [one / two for one, two in zip(better, other, strict=True)]


def spread(each: Sequence[float]) -> Ratio:
    if len(each) == 1:
        return Ratio(each[0], each[0], each[0])
    low, median, high = statistics.quantiles(sorted(each), n=4, method="inclusive")
    return Ratio(median, low, high)


def ratio(better: list[float], other: list[float]) -> Ratio:
    return spread(each_ratio(better, other))
