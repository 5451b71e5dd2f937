"""How far the project's own indicators have come towards their targets (§4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluation.means import mean

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    target: Number | None = None
    actual: Number | None = None
    baseline: Number | None = None

    @property
    def start(self) -> float:
        """§4: the baseline is 0 when absent."""
        return float(self.baseline or 0)

    @property
    def is_usable(self) -> bool:
        """§4: unusable when there is no target or target = baseline."""
        return self.target is not None and float(self.target) != self.start

    @property
    def rate_percent(self) -> float | None:
        """§4, unclipped."""
        if self.target is None or self.actual is None or not self.is_usable:
            return None
        return rate_percent(float(self.target), float(self.actual), self.start)


def rate_percent(target: float, actual: float, start: float) -> float:
    """§4: (actual − baseline) / (target − baseline), in percent; a lower target seeks a decrease."""
    return 100 * (actual - start) / (target - start)


@dataclass(frozen=True, slots=True)
class Attainment:
    """`score` is read with `measured` out of `usable` indicators."""

    score: float | None
    measured: int
    usable: int
    rates_percent: Mapping[str, float | None]


def attainment(indicators: Iterable[Indicator]) -> Attainment:
    """§4: the mean of the rates, each clipped to 0..100; the rates themselves are shown unclipped."""
    kept = sorted(indicators, key=lambda indicator: indicator.code)
    rates = {indicator.code: indicator.rate_percent for indicator in kept}
    clipped = [min(max(rate, 0.0), 100.0) for rate in rates.values() if rate is not None]
    return Attainment(mean(clipped), len(clipped), sum(indicator.is_usable for indicator in kept), rates)
