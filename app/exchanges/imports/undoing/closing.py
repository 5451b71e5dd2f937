"""What stays though the batch created it: edited since, or held by what someone attached to it, and what is with it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.exchanges.imports.undoing.facts import Facts
from app.exchanges.imports.undoing.links import Pointer, parent_keys
from app.exchanges.imports.undoing.rows import single_key
from app.steps import Values


class HoldKind(StrEnum):
    EDITED = "edited"
    ATTACHED = "attached"
    STATUS = "status"
    FOLLOWS = "follows"


@dataclass(frozen=True)
class Hold:
    """``root`` is the row it stays with: itself, or the one that needs it or that it belongs to."""

    kind: HoldKind
    root: str
    pointers: tuple[Pointer, ...] = ()


def held_by(facts: Facts, edited: Mapping[str, tuple[str, ...]], restoring: Mapping[str, Values]) -> dict[str, Hold]:
    """A row that stays keeps those it points at, and those that belong to it: nobody finds half a project."""
    created = {net.key for net in facts.created()}
    holds = {key: Hold(HoldKind.EDITED, key) for key in edited if key in created}
    for key, pointers in _attached(facts, created, restoring).items():
        holds.setdefault(key, Hold(HoldKind.ATTACHED, key, tuple(pointers)))
    for key in _steps_of_status(facts, restoring):
        holds.setdefault(key, Hold(HoldKind.STATUS, key))
    neighbours = _neighbours(facts, created) if holds else {}
    for root in list(holds):
        _spread(root, neighbours, holds)
    return holds


def _attached(facts: Facts, created: set[str], restoring: Mapping[str, Values]) -> dict[str, list[Pointer]]:
    """Rows that point at one created, unless they were created too, or will point elsewhere again."""
    found: dict[str, list[Pointer]] = defaultdict(list)
    for pointer in facts.pointers:
        if pointer.source not in created and pointer.column not in restoring.get(pointer.source, ()):
            found[pointer.target].append(pointer)
    return found


def _steps_of_status(facts: Facts, restoring: Mapping[str, Values]) -> Iterator[str]:
    """The project has moved on since: the steps that led there stay in its history."""
    for net in facts.created():
        if net.table == "status_move":
            project = facts.nets.get(single_key("project", net.row["project_id"]))
            if project and "status" in project.changed and "status" not in restoring.get(project.key, ()):
                yield net.key


def _neighbours(facts: Facts, created: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for net in facts.created():
        row = facts.now[net.key]
        found[net.key] += (parent for _, parent in parent_keys(net.table, row) if parent in created)
        for _, owner in parent_keys(net.table, row, only_owners=True):
            if owner in created:
                found[owner].append(net.key)
    return found


def _spread(root: str, neighbours: Mapping[str, list[str]], holds: dict[str, Hold]) -> None:
    waiting = [root]
    while waiting:
        for key in neighbours.get(waiting.pop(), ()):
            if key not in holds:
                holds[key] = Hold(HoldKind.FOLLOWS, root)
                waiting.append(key)
