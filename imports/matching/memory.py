"""What people said of the names met in files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

NEW: Literal[0] = 0
Answer = int | str
"""The number of a recorded organisation, 0 for a new one, or the folded name of another one of the same file."""


@dataclass(frozen=True)
class Memory:
    """By folded name: `decided` for this file, `same` and `different` for those before it."""

    decided: Mapping[str, Answer] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    different: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def answer(self, key: str) -> Answer | None:
        """What was said of this file first."""
        return self.decided.get(key, self.same.get(key))

    def refused(self, key: str) -> frozenset[int]:
        return self.different.get(key, frozenset())
