"""The quarters as columns: pixels downwards, percents along."""

from dataclasses import dataclass

from app.dashboard.schedule import Kept, Quarter, Schedule

TOP, BASE, HEIGHT = 24, 180, 222
WIDE = 0.62
"""Of the room of a column, the part it fills."""


@dataclass(frozen=True)
class Block:
    kind: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """`x` and `width` of the column, `middle` for its words."""

    quarter: Quarter
    x: float
    width: float
    middle: float
    top: float
    blocks: tuple[Block, ...]
    named: bool
    """It says its year: the first one, and each first quarter."""

    @property
    def words(self) -> str:
        """« 2e trimestre 2026 : 5 faits à l’heure, 1 en retard »."""
        counts = [f"{count} {kind.label}" for kind, count in self.quarter.counts.items() if count]
        return f"{self.quarter.label}\u00a0: {', '.join(counts) or 'aucun jalon'}"


@dataclass(frozen=True)
class Drawn:
    schedule: Schedule
    columns: tuple[Column, ...]


def columns(found: Schedule) -> list[Column]:
    most = max((quarter.total for quarter in found.quarters), default=0) or 1
    room = 100 / len(found.quarters)
    drawn = []
    for place, quarter in enumerate(found.quarters):
        middle = room * (place + 0.5)
        blocks = _blocks(quarter, most)
        top = blocks[-1].y if blocks else BASE
        x, width = round(middle - room * WIDE / 2, 2), round(room * WIDE, 2)
        drawn.append(Column(quarter, x, width, round(middle, 2), top, blocks, place == 0 or quarter.number == 1))
    return drawn


def _blocks(quarter: Quarter, most: int) -> tuple[Block, ...]:
    found, y = [], float(BASE)
    for kind in Kept:
        height = round((BASE - TOP) * quarter.counts[kind] / most, 1)
        if height:
            y -= height
            found.append(Block(kind.value.replace("_", "-"), round(y, 1), height))
    return tuple(found)
