"""What was measured of the programme: its own figures, and how far they have come towards their targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.reviews.restitution_counted import decimal_of
from app.wording import typeset
from evaluation import Attainment, Indicator, attainment

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class FigureView:
    """`rate` is a share, none when it cannot be computed; `why_not` then says it."""

    label: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    value: Decimal | None
    measured_on: date | None
    source: str
    evidence: str
    rate: float | None

    @property
    def why_not(self) -> str:
        if self.value is None:
            return "pas encore mesuré"
        return "sans cible" if self.target is None else "la cible égale le départ"


@dataclass(frozen=True)
class Measured:
    lines: tuple[FigureView, ...]
    attained: Attainment


def measured_of(given: Iterable[Frozen], evidence: Sequence[str]) -> Measured:
    """The programme’s own figures, and how far they have come (§4)."""
    figures = list(given)
    own = [
        Indicator(f"{place:04d}", *(decimal_of(figure.get(name)) for name in ("target", "value", "baseline")))
        for place, figure in enumerate(figures)
    ]
    attained = attainment(own)
    return Measured(
        tuple(
            _figure(figure, attained.rates_percent[indicator.code], evidence)
            for figure, indicator in zip(figures, own, strict=True)
        ),
        attained,
    )


def _figure(own: Frozen, rate: float | None, evidence: Sequence[str]) -> FigureView:
    return FigureView(
        label=typeset(own["label"]),
        unit=typeset(own.get("unit") or ""),
        baseline=decimal_of(own.get("baseline")),
        target=decimal_of(own.get("target")),
        value=decimal_of(own.get("value")),
        measured_on=date.fromisoformat(own["measured_on"]) if own.get("measured_on") else None,
        source=typeset(own.get("source") or ""),
        evidence=evidence[own.get("evidence") or 0],
        rate=None if rate is None else rate / 100,
    )
