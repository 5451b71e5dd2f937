"""What a check says: one sentence, and whether someone has to do something."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SHOWN = 5


class State(StrEnum):
    GOOD = "bien"
    WATCH = "à voir"
    FAULT = "en faute"


@dataclass(frozen=True)
class Finding:
    state: State
    sentence: str

    @property
    def ok(self) -> bool:
        """Nothing is broken; « à voir » is a choice to confirm, not a fault."""
        return self.state is not State.FAULT


def good(sentence: str) -> Finding:
    return Finding(State.GOOD, sentence)


def watch(sentence: str) -> Finding:
    return Finding(State.WATCH, sentence)


def fault(sentence: str) -> Finding:
    return Finding(State.FAULT, sentence)


def listed(names: Sequence[object]) -> str:
    """The first few, and how many more."""
    more = len(names) - SHOWN
    shown = ", ".join(map(str, names[:SHOWN]))
    return shown if more <= 0 else f"{shown} et {more} de plus"
