"""What happened in a month, as the records hold it: nothing of a person, nothing that may not leave an alliance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class About:
    """The project a sentence speaks of; ``region`` is empty when it spans several."""

    code: str
    title: str
    place: str
    region: str


@dataclass(frozen=True, slots=True)
class Invested:
    """``earlier``: how many investments of the project came before this one."""

    id: int
    about: About
    amount: Decimal
    on: date
    copil: str
    funders: tuple[str, ...]
    earlier: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A region where a first project was validated."""

    project_id: int
    about: About
    on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A milestone done."""

    id: int
    about: About
    title: str
    due_on: date
    done_on: date


@dataclass(frozen=True, slots=True)
class Axis:
    """``score``: none when it is not published, or when it would tell who answered what."""

    label: str
    status: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Published:
    """``sequence``: from 2 on, it corrects an earlier publication."""

    id: int
    about: About
    moment: str
    reading: str
    on: date
    sequence: int
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment its author agreed to see quoted. ``profile`` is empty when too few would be behind it."""

    key: str
    about: About
    text: str
    profile: str
    reading: str
    axis: str


@dataclass(frozen=True, slots=True)
class Told:
    """A case whose alliance agreed to see it published, by its texts as they were agreed."""

    agreement_id: int
    about: About
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Facts:
    invested: Sequence[Invested]
    opened: Sequence[Opened]
    kept: Sequence[Kept]
    published: Sequence[Published]
    said: Sequence[Said]
    told: Sequence[Told]
