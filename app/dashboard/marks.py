"""What a distribution is drawn with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dot:
    """`x` in percent, `y` in pixels; `over`: the value lies beyond the scale, drawn at its end."""

    x: float
    y: float
    label: str
    over: bool = False


@dataclass(frozen=True)
class Bin:
    x: float
    width: float
    y: float
    height: float
    label: str
