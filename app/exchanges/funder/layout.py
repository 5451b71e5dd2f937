"""Where each campaign lies in « Réponses » and « Calcul », known before a line is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.exchanges.funder.published import Published
from app.exchanges.funder.tables import FIRST


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


def laid_out(results: Iterable[Published]) -> dict[tuple[int, str], Block]:
    """By (result, reading), in the order given; a campaign that invited nobody takes no line."""
    found: dict[tuple[int, str], Block] = {}
    answers = steps = FIRST
    for own in results:
        respondents, groups = len(own.profiles), len(set(own.profiles))
        for reading in own.readings if respondents else ():
            found[own.result_id, reading] = Block(answers, steps, respondents, groups)
            answers += respondents
            steps += respondents + groups + 1
    return found
