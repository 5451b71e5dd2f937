"""The organisations that a name not known as it is may mean, each with the reason."""

from collections.abc import Iterator
from functools import cached_property

from app.partners.likeness import Compared
from imports.matching.crowd import Crowd
from imports.matching.memory import Memory
from imports.matching.mention import TABLE, Mention, by_name, may_be_same
from imports.matching.reasons import CLOSE_NAME, IN_FILE, SAME_NAME, Place, reason
from imports.places import Places
from imports.records.entity import Entity, Records
from imports.records.planned import Candidate

MOST = 5
IN_ONE_FILE = 0.87
"""Names of one file are closer than that when one is a slip; « Fabrique du Bois », « Atelier du Bois » are two."""


class Likely:
    def __init__(self, records: Records, memory: Memory, places: Places) -> None:
        self._records = records
        self._memory = memory
        self._places = places
        self._met: list[Mention] = []
        self._met_crowd = Crowd()
        self._met_keys: set[str] = set()

    def of(self, mention: Mention, *, among_new: bool) -> list[Candidate]:
        """Those recorded; failing that, and `among_new`, the close names met before in the file."""
        compared = Compared.of(Place.at(mention.commune).named(len(self._met), mention.name))
        recorded = self._open(mention, compared)
        met = self._met_before(mention, compared) if among_new else []
        return recorded or met

    def _open(self, mention: Mention, compared: Compared) -> list[Candidate]:
        """Those of the same name that its place does not tell apart, then those of a close one."""
        found: dict[int, Candidate] = {}
        for entity, likeness in (*self._namesakes(mention), *self._close(compared)):
            if entity.id not in found and self._is_open(mention, entity):
                found[entity.id] = self._candidate(mention, entity, likeness)
        return list(found.values())[:MOST]

    def _met_before(self, mention: Mention, compared: Compared) -> list[Candidate]:
        """Close names, which nothing recorded bears; this one is met from now on."""
        near = [self._met[number] for number in self._met_crowd.near(compared, IN_ONE_FILE)]
        if mention.key not in self._met_keys:
            self._met_keys.add(mention.key)
            self._met.append(mention)
            self._met_crowd.add(compared)
        apart = (other for other in near if may_be_same(mention.values, other.values) and other.key != mention.key)
        return [Candidate(0, other.name, Place.at(other.commune).shown, IN_FILE, other.key) for other in apart][:MOST]

    @cached_property
    def _crowd(self) -> Crowd:
        """Built the first time a name is not known as it is."""
        crowd = Crowd()
        for entity in self._records.all(TABLE):
            if not entity.is_new:
                crowd.add(Compared.of(self._place(entity).named(entity.id, entity["name"])))
        return crowd

    def _namesakes(self, mention: Mention) -> Iterator[tuple[Entity, str]]:
        for entity in self._records.matching(TABLE, by_name, mention.key):
            yield entity, SAME_NAME

    def _close(self, compared: Compared) -> Iterator[tuple[Entity, str]]:
        for number in self._crowd.near(compared):
            entity = self._records.get(TABLE, number)
            if entity is not None:
                yield entity, CLOSE_NAME

    def _is_open(self, mention: Mention, entity: Entity) -> bool:
        """Nobody said it is another one, and no number does."""
        refused = self._memory.refused(mention.key)
        return not entity.is_new and entity.id not in refused and may_be_same(mention.values, entity.values)

    def _candidate(self, mention: Mention, entity: Entity, likeness: str) -> Candidate:
        there = self._place(entity)
        told = reason(likeness, Place.at(mention.commune), there)
        return Candidate(entity.id, entity["name"], there.shown, told)

    def _place(self, entity: Entity) -> Place:
        return Place.of(entity.values, self._places)
