"""One line of money: what is committed, and what became of it."""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Segment:
    """A part of a bar: `x` and `width` in percent of the longest."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class MoneyLine:
    """`paid` and `due` are none for a funder: an instalment is paid by the fund, not by one of its funders.

    `query`: the filters that keep its projects; empty when no list has just them.
    """

    key: str
    label: str
    projects: int
    committed: Decimal
    paid: Decimal | None
    due: Decimal | None
    leverage: Decimal | None
    query: str

    @property
    def to_come(self) -> Decimal | None:
        """Committed, neither paid nor due yet; negative when more was paid than committed."""
        return None if self.paid is None or self.due is None else self.committed - self.paid - self.due

    @property
    def width(self) -> Decimal:
        """Of its bar, in euros."""
        return max(self.committed, (self.paid or ZERO) + (self.due or ZERO))

    def segments(self, most: Decimal) -> list[Segment]:
        """From left to right: paid, due, to come; or the only part a funder has."""
        if self.paid is None or self.due is None or self.to_come is None:
            return _placed([("share", self.committed)], most)
        return _placed([("paid", self.paid), ("due", self.due), ("to-come", max(self.to_come, ZERO))], most)


@dataclass(frozen=True)
class Bars:
    """The lines on one scale, that of the longest."""

    lines: tuple[MoneyLine, ...]

    @property
    def drawn(self) -> list[tuple[MoneyLine, list[Segment]]]:
        most = max((line.width for line in self.lines), default=ZERO)
        return [(line, line.segments(most)) for line in self.lines]

    @property
    def is_split(self) -> bool:
        """Into what is paid, due and to come."""
        return all(line.paid is not None for line in self.lines)


def _placed(parts: list[tuple[str, Decimal]], most: Decimal) -> list[Segment]:
    found, x = [], ZERO
    for kind, amount in parts:
        if amount > 0:
            found.append(Segment(kind, round(float(100 * x / most), 2), round(float(100 * amount / most), 2)))
            x += amount
    return found
