"""A record as a plan sees it: recorded already, or about to be created by the same plan."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from imports.matching.matcher import Matcher

Values = Mapping[str, Any]
Key = Callable[[Values], Hashable | None]
"""What makes two records of a kind the same one; none when the values do not say."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The number of a record that the plan creates, before the database gives it."""

    table: str
    number: int

    def __hash__(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True)
class Entity:
    """`values` are columns of the table, with their Python types; `id` is a `Ref` for one to create.

    A table without a number of its own (`answer`) has the tuple of its key columns as `id`.
    """

    table: str
    id: Any
    values: Values
    version: int | None = None

    @property
    def is_new(self) -> bool:
        return isinstance(self.id, Ref)

    def __getitem__(self, column: str) -> Any:
        return self.values.get(column)


Index = dict[Hashable | None, dict[Any, Entity]]


class Records:
    """What is recorded, and what the plan adds as it goes, found by number or by natural key."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._tables: dict[str, dict[Any, Entity]] = defaultdict(dict)
        self._indexes: dict[str, dict[Key, Index]] = defaultdict(dict)
        self._made = 0
        for entity in entities:
            self.put(entity)

    def all(self, table: str) -> Iterable[Entity]:
        return self._tables[table].values()

    def get(self, table: str, number: Any) -> Entity | None:
        return self._tables[table].get(number)

    def find(self, table: str, key: Key, wanted: Hashable | None) -> Entity | None:
        """The first record of that key."""
        return next(iter(self.matching(table, key, wanted)), None)

    def matching(self, table: str, key: Key, wanted: Hashable | None) -> Collection[Entity]:
        """All records of that key, in their order; an index is made the first time a key is asked for."""
        if wanted is None:
            return ()
        index = self._indexes[table].get(key)
        if index is None:
            index = self._indexes[table][key] = {}
            for entity in self.all(table):
                index.setdefault(key(entity.values), {})[entity.id] = entity
        return index.get(wanted, {}).values()

    @cached_property
    def organisations(self) -> "Matcher":
        """Recognises organisations among these records; whoever knows what people decided sets one that does too."""
        from imports.matching.matcher import Matcher  # qui connaît lui-même les enregistrements

        return Matcher(self)

    def new_ref(self, table: str) -> Ref:
        self._made += 1
        return Ref(table, self._made)

    def put(self, entity: Entity) -> None:
        """A record as it will be: rows further down see it so."""
        own = self._tables[entity.table]
        before = own.get(entity.id)
        own[entity.id] = entity
        for key, index in self._indexes[entity.table].items():
            _reindexed(index, key, before, entity)


def _reindexed(index: Index, key: Key, before: Entity | None, entity: Entity) -> None:
    if before is not None and key(before.values) != key(entity.values):
        del index[key(before.values)][before.id]
    index.setdefault(key(entity.values), {})[entity.id] = entity
