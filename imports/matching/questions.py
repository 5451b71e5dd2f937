"""The questions of a file, one for each name, whatever the number of times it is met."""

from collections.abc import Sequence
from dataclasses import replace

from imports.matching.mention import Mention
from imports.records.planned import Candidate, Question


class Questions:
    def __init__(self) -> None:
        self._asked: dict[str, Question] = {}

    def all(self) -> list[Question]:
        return list(self._asked.values())

    def ask(self, mention: Mention, candidates: Sequence[Candidate]) -> Question:
        known = self.met_again(mention)
        if known is None:
            known = Question(mention.key, mention.name, mention.sheet, mention.cell, mention.count, tuple(candidates))
            self._asked[mention.key] = known
        return known

    def met_again(self, mention: Mention) -> Question | None:
        """Counts the name once more, when it was asked about."""
        known = self._asked.get(mention.key)
        if known is None:
            return None
        counted = self._asked[mention.key] = replace(known, count=known.count + mention.count)
        return counted
