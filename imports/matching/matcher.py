"""Recognises the organisations that a file names among those recorded, and those it is about to create."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from imports.matching.likely import Likely
from imports.matching.memory import NEW, Memory
from imports.matching.mention import TABLE, Mention, by_name, by_rna, by_siren, by_siret, may_be_same
from imports.matching.questions import Questions
from imports.matching.reasons import Place
from imports.places import Places
from imports.records.entity import Entity, Key, Records
from imports.records.planned import Question


@dataclass(frozen=True)
class Match:
    """`entity` is none for a new organisation. An open question still says what to do until someone answers it.

    `same_as`, a folded name: someone said it is this other name of the file, which nothing recorded bears yet.
    """

    entity: Entity | None = None
    question: Question | None = None
    same_as: str = ""


class Matcher:
    """`records` may grow meanwhile: what is created on the way is recognised further down."""

    def __init__(self, records: Records, memory: Memory | None = None, places: Places | None = None) -> None:
        self.records = records
        self.memory = memory or Memory()
        self.places = places or Places()
        self._questions = Questions()
        self._found: dict[str, Entity] = {}
        self._likely = Likely(records, self.memory, self.places)

    @property
    def questions(self) -> list[Question]:
        """One for each name, with the number of times the file says it."""
        return self._questions.all()

    def match(self, mention: Mention, *, among_new: bool = True) -> Match:
        """By numbers, by name, by what was said of that name; else a question when a close name is known.

        `among_new`: failing that, a close name met before in the file may be the same one.
        """
        match = self._exact(mention) or self._answered(mention) or self._asked(mention, among_new)
        if match.entity is not None:
            self._found[mention.key] = match.entity
        return match

    def _exact(self, mention: Mention) -> Match | None:
        known = self.exactly(mention)
        if known is None:
            return None
        return Match(known, self._questions.met_again(mention) if known.is_new else None)

    def exactly(self, mention: Mention) -> Entity | None:
        """By its numbers, or by its very name when one organisation only bears it there."""
        by_number = next(self._numbered(mention), None)
        if by_number is not None:
            return by_number
        namesakes = self._namesakes(mention)
        return namesakes[0] if len(namesakes) == 1 else None

    def _numbered(self, mention: Mention) -> Iterator[Entity]:
        values = mention.values
        yield from self._bearing(by_siret, mention)
        yield from sorted(self._bearing(by_siren, mention), key=lambda each: by_name(each.values) != mention.key)
        yield from (each for each in self._bearing(by_rna, mention) if may_be_same(values, each.values))

    def _bearing(self, key: Key, mention: Mention) -> Collection[Entity]:
        return self.records.matching(TABLE, key, key(mention.values))

    def _namesakes(self, mention: Mention) -> list[Entity]:
        """Those of the very name that are not known to be elsewhere, the nearest only."""
        here, values = Place.at(mention.commune), mention.values
        same = [each for each in self._bearing(by_name, mention) if may_be_same(values, each.values)]
        distances = [Place.of(each.values).distance(here) for each in same]
        nearest = min((far for far in distances if far is not None), default=None)
        return [each for each, far in zip(same, distances, strict=True) if far is not None and far == nearest]

    def _answered(self, mention: Mention) -> Match | None:
        answer = self.memory.answer(mention.key)
        if answer is None:
            return None
        if answer == NEW:
            return Match()
        if isinstance(answer, str):
            other = self._found.get(answer) or next(iter(self.records.matching(TABLE, by_name, answer)), None)
            return self._said(mention, other) or Match(same_as=answer)
        return self._said(mention, self.records.get(TABLE, answer))

    def _said(self, mention: Mention, entity: Entity | None) -> Match | None:
        """What was decided gives way to numbers that differ, and to a record that is no more."""
        return Match(entity) if entity is not None and may_be_same(mention.values, entity.values) else None

    def _asked(self, mention: Mention, among_new: bool) -> Match:
        candidates = self._likely.of(mention, among_new=among_new)
        question = self._questions.ask(mention, candidates) if candidates else None
        return Match(next(iter(self._namesakes(mention)), None), question)
