"""Where each campaign lies in « Réponses » and « Calcul », known before a line is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.exchanges.funder.published import Published
from app.exchanges.funder.tables import FIRST
from app.exchanges.funder.turns import ByResult


@dataclass(frozen=True, slots=True)
class Block:
    """A reading of a campaign: its respondents in both sheets, then in « Calcul » its groups and the project."""

    answers: int
    steps: int
    respondents: int
    groups: int

    @property
    def last_respondent(self) -> int:
        return self.steps + self.respondents - 1

    @property
    def first_group(self) -> int:
        return self.steps + self.respondents

    @property
    def last_group(self) -> int:
        return self.first_group + self.groups - 1

    @property
    def project(self) -> int:
        return self.first_group + self.groups


class Blocks(Protocol):
    """By (result, reading)."""

    def get(self, key: tuple[int, str], /) -> Block | None: ...


Own = dict[tuple[int, str], Block]


class InTurn:
    """The blocks of results asked for in their order. Each version of the grid has its sheets, hence its own rows."""

    def __init__(self, results: Iterable[Published]) -> None:
        self._results = ByResult(self._noting(results))
        self._ends: dict[str, tuple[int, int]] = {}
        self._own: Own = {}

    def get(self, key: tuple[int, str], /) -> Block | None:
        self._results.of(key[0])
        return self._own.get(key)

    def _noting(self, results: Iterable[Published]) -> Iterator[Published]:
        for own in results:
            start = self._ends.get(own.grid, (FIRST, FIRST))
            self._own, self._ends[own.grid] = placed(own, *start)
            yield own


def laid_out(results: Iterable[Published]) -> Own:
    """All at once, for the results of one version of the grid."""
    found: Own = {}
    end = FIRST, FIRST
    for own in results:
        blocks, end = placed(own, *end)
        found |= blocks
    return found


def placed(own: Published, answers: int, steps: int) -> tuple[Own, tuple[int, int]]:
    """The blocks of one result, and where the next ones begin; a campaign that invited nobody takes no line."""
    found: Own = {}
    respondents, groups = len(own.profiles), len(set(own.profiles))
    for reading in own.readings if respondents else ():
        found[own.result_id, reading] = Block(answers, steps, respondents, groups)
        answers += respondents
        steps += respondents + groups + 1
    return found, (answers, steps)
