"""Profiles of practices: two of them side by side, or many counted. Nothing is added up, nothing is ranked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evaluation.qualification import LEVELS, Practice, QualificationGrid

Levels = Mapping[str, int]
"""The level of each practice by its code; a practice that is not there was left without opinion."""


class Course(StrEnum):
    """What became of a practice from one profile to the next."""

    SAME = "same"
    STARTED = "started"
    FURTHER = "further"
    LESS = "less"
    STOPPED = "stopped"
    UNKNOWN = "unknown"
    APART = "apart"

    @property
    def label(self) -> str:
        return COURSES[self]


COURSES = {
    Course.SAME: "inchangé",
    Course.STARTED: "nouveau",
    Course.FURTHER: "plus installé",
    Course.LESS: "moins installé",
    Course.STOPPED: "arrêté",
    Course.UNKNOWN: "sans avis d’un côté",
    Course.APART: "ne se compare pas",
}
MOVES = (Course.STARTED, Course.FURTHER, Course.LESS, Course.STOPPED)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one organisation said with one version of the grid."""

    grid: QualificationGrid
    levels: Levels


@dataclass(frozen=True, slots=True)
class Step:
    """One practice of the later grid, before and now; `before` is none when it cannot be compared."""

    practice: Practice
    before: int | None
    now: int | None
    course: Course


@dataclass(frozen=True, slots=True)
class Tally:
    """How many profiles hold each level of one practice; `silent`: without opinion, or never asked in those words."""

    levels: tuple[int, ...]
    silent: int

    @property
    def told(self) -> int:
        return sum(self.levels)

    @property
    def holders(self) -> int:
        """Those who practise it, at whatever level."""
        return sum(self.levels[1:])


def compares(before: QualificationGrid, now: QualificationGrid, code: str) -> bool:
    """Whether an answer to that practice means the same in both versions."""
    first, last = before.practices.get(code), now.practices.get(code)
    if first is None or last is None or before.levels_since != now.levels_since:
        return False
    return first.since == last.since


def level_in(profile: Profile, grid: QualificationGrid, code: str) -> int | None:
    """The level of a profile as another version of the grid may read it."""
    return profile.levels.get(code) if compares(profile.grid, grid, code) else None


def steps_between(before: Profile, now: Profile) -> tuple[Step, ...]:
    """In the order of the later grid."""
    return tuple(_step(before, now, own) for own in now.grid.practices.values())


def lost_between(before: Profile, now: Profile) -> tuple[Practice, ...]:
    """What the earlier profile answered and the later grid does not ask any more."""
    return tuple(own for code, own in before.grid.practices.items() if code not in now.grid.practices)


def tally(grid: QualificationGrid, profiles: Iterable[Profile]) -> dict[str, Tally]:
    """By practice of the grid, in its order."""
    known = list(profiles)
    return {code: _tally([level_in(own, grid, code) for own in known]) for code in grid.practices}


def _tally(found: list[int | None]) -> Tally:
    return Tally(tuple(found.count(level) for level in range(LEVELS)), found.count(None))


def _step(before: Profile, now: Profile, practice: Practice) -> Step:
    last = now.levels.get(practice.code)
    if not compares(before.grid, now.grid, practice.code):
        return Step(practice, None, last, Course.APART)
    first = before.levels.get(practice.code)
    return Step(practice, first, last, _course(first, last))


def _course(first: int | None, last: int | None) -> Course:
    if first is None or last is None:
        return Course.SAME if first is last else Course.UNKNOWN
    if first == last:
        return Course.SAME
    if not first:
        return Course.STARTED
    if not last:
        return Course.STOPPED
    return Course.FURTHER if last > first else Course.LESS
