"""A distribution: each value a dot, the middle half, the median; beyond a number of dots, bars."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from statistics import median, quantiles

from app.dashboard.marks import Bin, Dot

MANY = 150
"""Beyond, dots are no longer told apart: bars of `BIN` points count them."""
TALL = 14
NAMED = 20
"""Beyond, one does not point at a dot among the others: they are drawn at once, and the lists name them."""
STEP, BIN = 2, 5
DOT, BASE, BOX, ROOM = 8, 8, 26, 64
EDGE, SPAN = 1.5, 97.0


@dataclass(frozen=True)
class Spread:
    """`values` in order, their labels beside when they are told apart; below `few` values there is no median.

    `top`: end of the scale. Pixels from the top of the drawing; percents of its width.
    """

    values: tuple[float, ...]
    labels: tuple[str, ...]
    few: int
    top: float

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def is_readable(self) -> bool:
        return self.n >= self.few

    @property
    def is_dense(self) -> bool:
        return self.n > MANY or max(self._stacks.values(), default=0) > TALL

    @property
    def low(self) -> float:
        return self.values[0]

    @property
    def high(self) -> float:
        return self.values[-1]

    @cached_property
    def median(self) -> float | None:
        return median(self.values) if self.is_readable else None

    @cached_property
    def middle(self) -> tuple[float, float] | None:
        """First and third quartiles, when there is a median."""
        if not self.is_readable:
            return None
        first, _, third = quantiles(self.values, n=4, method="inclusive")
        return first, third

    @cached_property
    def base(self) -> int:
        """Height of the line the dots stand on."""
        return ROOM if self.is_dense else BASE + DOT * max(1, *self._stacks.values()) if self.n else BASE + DOT

    @property
    def height(self) -> int:
        return self.base + BOX

    @property
    def is_crowded(self) -> bool:
        """Dots that are not named one by one."""
        return not self.is_dense and self.n > NAMED

    @property
    def inside(self) -> list[Dot]:
        return [dot for dot in self.dots if not dot.over]

    @property
    def beyond(self) -> list[Dot]:
        """At either end of the scale: no more than ``TALL`` at one place."""
        return [dot for dot in self.dots if dot.over]

    @cached_property
    def dots(self) -> list[Dot]:
        placed: Counter[float] = Counter()
        found = []
        for value, label in zip(self.values, self.labels or repeat(""), strict=False):
            place = self._place(value)
            placed[place] += 1
            found.append(Dot(self.at(place), self.base - DOT * placed[place] + 2, label, not 0 <= value <= self.top))
        return found

    @cached_property
    def bins(self) -> list[Bin]:
        """Bars of five points, the last one holding its end."""
        last = int(self.top) // BIN
        ends = [0, *(self.below(place * BIN) for place in range(1, last)), self.n]
        counts = {place: ends[place + 1] - ends[place] for place in range(last) if ends[place + 1] > ends[place]}
        most = max(counts.values(), default=1)
        found = []
        for place in counts:
            height = round((ROOM - BASE) * counts[place] / most, 1)
            x, label = self.at(place * BIN), f"de {place * BIN} à {place * BIN + BIN}\u00a0: {counts[place]}"
            found.append(Bin(x, round(self.at(BIN) - self.at(0) - 0.3, 2), self.base - height, height, label))
        return found

    def below(self, value: float) -> int:
        """How many are smaller."""
        return bisect_left(self.values, value)

    def at(self, value: float) -> float:
        """Where a value stands, in percent of the width."""
        return round(EDGE + SPAN * self._clipped(value) / self.top, 2)

    def _clipped(self, value: float) -> float:
        return min(max(value, 0.0), self.top)

    def _place(self, value: float) -> float:
        step = STEP * self.top / 100
        return round(self._clipped(value) / step) * step

    @cached_property
    def _stacks(self) -> Counter[float]:
        return Counter(self._place(value) for value in self.values)


def spread_of(values: Sequence[tuple[float, str]], few: int, top: float = 100) -> Spread:
    """Each value with what is said of it."""
    placed = sorted(values)
    return Spread(tuple(value for value, _ in placed), tuple(label for _, label in placed), few, top)


def spread_of_many(values: Iterable[float], few: int, top: float = 100) -> Spread:
    """Of which none is told apart."""
    return Spread(tuple(sorted(values)), (), few, top)
