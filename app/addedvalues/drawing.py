"""Ranges on a line from zero: each as a stroke with its middle, or bars of middles when they are many."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.addedvalues.aggregates import BINS, MethodSummary, Said
from app.addedvalues.coordination import TimeSummary
from app.addedvalues.words import about, days_words, figure, range_words
from evaluation.added_values import Range

EDGE, SPAN = 2.0, 96.0
TOP, STEP, ROOM, FOOT, GAP = 8, 8, 56, 34, 1.2
ROUND = (Decimal(1), Decimal(2), Decimal(4), Decimal(5), Decimal(8), Decimal(10))


@dataclass(frozen=True, slots=True)
class Mark:
    """One range: from `start` to `end` around `x`, in percent of the width; `y` in pixels."""

    start: float
    x: float
    end: float
    y: int
    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float
    y: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """`graduations`: (x, what is written); `low`, `high`, `median` in percent; all else in pixels."""

    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    low: float
    high: float
    median: float
    graduations: tuple[tuple[float, str], ...]
    base: int

    @property
    def height(self) -> int:
        return self.base + FOOT


def method_strip(own: MethodSummary) -> Strip:
    labels = [f"{said.title}\u00a0: {range_words(Range(said.low, said.high), own.unit)}" for said in own.ranges]
    return _strip(own.span, own.median, list(zip(own.ranges, labels, strict=True)), own.bins, own.unit)


def time_strip(own: TimeSummary) -> Strip:
    labels = [f"{said.title}\u00a0: {days_words(said.low)}" for said in own.ranges]
    span = Range(own.low, own.high)
    return _strip(span, own.median, list(zip(own.ranges, labels, strict=True)), own.bins, "jours")


def round_top(high: Decimal) -> Decimal:
    """The end of the scale: 1, 2, 4, 5 or 8 times a power of ten, so that quarters of it are round too."""
    power = Decimal(1).scaleb(high.adjusted()) if high else Decimal(1)
    return next(step * power for step in ROUND if step * power >= high)


def _strip(
    span: Range, median: Decimal, said: Sequence[tuple[Said, str]], bins: Sequence[tuple[int, int]], unit: str
) -> Strip:
    top = round_top(span.high)
    rows = _rows([(at(one.low, top), at(one.high, top)) for one, _ in said])
    base = ROOM if bins else TOP + STEP * (max(rows, default=0) + 1)
    marks = tuple(
        Mark(at(one.low, top), at((one.low + one.high) / 2, top), at(one.high, top), base - STEP * row, label, one.code)
        for row, (one, label) in zip(rows, said, strict=True)
    )
    graduations = tuple((at(top * part / 4, top), figure(top * part / 4)) for part in range(5))
    bars = tuple(_bars(bins, span.high, top, base, unit))
    return Strip(marks, bars, at(span.low, top), at(span.high, top), at(median, top), graduations, base)


def _bars(bins: Sequence[tuple[int, int]], high: Decimal, top: Decimal, base: int, unit: str) -> list[Bar]:
    most = max((many for _, many in bins), default=1)
    part = high / BINS
    found = []
    for place, many in bins:
        start, end = part * place, part * (place + 1)
        label = f"de {about(start)} à {about(end)}\u00a0{unit}\u00a0: {many}"
        height = round((ROOM - TOP) * many / most, 1)
        found.append(Bar(at(start, top), round(at(end, top) - at(start, top) - 0.2, 2), base - height, height, label))
    return found


def _rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each, the first row from the line up where it touches no other: as low a drawing as its ranges allow."""
    ends: list[list[tuple[float, float]]] = []
    placed = []
    for start, end in spans:
        free = (n for n, row in enumerate(ends) if all(end + GAP < left or start - GAP > right for left, right in row))
        place = next(free, len(ends))
        if place == len(ends):
            ends.append([])
        ends[place].append((start, end))
        placed.append(place)
    return placed


def at(value: Decimal, top: Decimal) -> float:
    """Where a value stands, in percent of the width."""
    return round(EDGE + SPAN * float(value / top), 2)
