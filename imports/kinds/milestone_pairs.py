"""Which recorded milestone a row is, as in the follow-up workbook: its title, failing that its kind, oldest first."""

from collections import defaultdict
from collections.abc import Container, Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

from imports.kinds.common import by_project
from imports.kinds.kind import Said
from imports.projects.pairing import paired
from imports.records.entity import Entity, Records, Values
from imports.words import folded


class Dated(NamedTuple):
    """A row (`entity` is none) or a record. `gives_title`: the row has a title of its own, not only a kind."""

    place: int
    due_on: date
    values: Values
    entity: Entity | None = None
    gives_title: bool = False


def pair(said: Sequence[Said], records: Records, taken: Container[object]) -> Sequence[Entity | None]:
    by_owner: dict[Any, list[Dated]] = defaultdict(list)
    for place, (row, values) in enumerate(said):
        dated = Dated(place, values["due_on"], values, gives_title=row["title"] is not None)
        by_owner[values["project_id"]].append(dated)
    found: list[Entity | None] = [None] * len(said)
    for project, rows in by_owner.items():
        owned = records.matching("milestone", by_project, project)
        free = [Dated(0, each["due_on"], each.values, each) for each in owned if each.id not in taken]
        for each, known in paired(rows, free, KEYS)[0]:
            found[each.place] = known.entity if known else None
    return found


def _exactly(dated: Dated) -> Hashable:
    return dated.values["kind_code"], folded(dated.values["title"]), dated.due_on


def _titled(dated: Dated) -> Hashable:
    return dated.values["kind_code"], folded(dated.values["title"])


def _dated(dated: Dated) -> Hashable:
    return dated.values["kind_code"], dated.due_on


def _kind(dated: Dated) -> Hashable:
    return str(dated.values["kind_code"])


def _kind_alone(dated: Dated) -> Hashable:
    """Nothing for a row with a title of its own: another title is another milestone of that kind."""
    return None if dated.gives_title else _kind(dated)


KEYS = ((_exactly, _exactly), (_titled, _titled), (_dated, _dated), (_kind_alone, _kind))
