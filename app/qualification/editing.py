"""One change of the grid, as a value: the grid before in, the grid after out."""

import re
from dataclasses import replace

from app.errors import Refused
from evaluation.qualification import Level, Mission, Practice, QualificationGrid

MOST = 12
"""Practices of one mission that are asked: more is no profile that one reads at a glance."""


def with_levels(grid: QualificationGrid, levels: tuple[Level, ...], *, since: int) -> QualificationGrid:
    """`since`: the version that gives the levels their sense."""
    if len({own.label.casefold() for own in levels}) < len(levels):
        raise Refused("Deux niveaux ne portent pas le même nom.", field="levels-0-label")
    return replace(grid, levels=levels, levels_since=since)


def with_mission(grid: QualificationGrid, code: str, *, label: str, help_text: str) -> QualificationGrid:
    return _mission_put(grid, replace(_mission(grid, code), label=label, help=help_text))


def with_practice(grid: QualificationGrid, code: str, *, label: str, help_text: str, since: int) -> QualificationGrid:
    mission = mission_of(grid, code)
    known = grid.every_practice[code]
    return _practice_put(grid, mission, replace(known, label=label, help=help_text, since=since))


def with_new_practice(
    grid: QualificationGrid, mission_code: str, *, label: str, help_text: str, number: int
) -> QualificationGrid:
    """Its code follows those of its mission, the retired ones included: a code never means two things."""
    mission = _mission(grid, mission_code)
    _refuse_too_many(mission)
    added = Practice(next_code(mission), label, help_text, since=number)
    return _mission_put(grid, replace(mission, practices=(*mission.practices, added)))


def without_practice(grid: QualificationGrid, code: str, *, base: QualificationGrid) -> QualificationGrid:
    """Retired; one that only this draft has ever known goes altogether."""
    mission = mission_of(grid, code)
    if code in base.every_practice:
        return _practice_put(grid, mission, replace(grid.every_practice[code], retired=True))
    left = tuple(own for own in mission.practices if own.code != code)
    return _mission_put(grid, replace(mission, practices=left))


def with_practice_again(grid: QualificationGrid, code: str) -> QualificationGrid:
    mission = mission_of(grid, code)
    _refuse_too_many(mission)
    return _practice_put(grid, mission, replace(grid.every_practice[code], retired=False))


def mission_of(grid: QualificationGrid, practice: str) -> Mission:
    return next(own for own in grid.missions if practice in {each.code for each in own.practices})


def next_code(mission: Mission) -> str:
    """« DT5 » after « DT4 »."""
    parts = [re.fullmatch(r"(\D*)(\d+)", own.code) for own in mission.practices]
    prefix = next((found[1] for found in parts if found), mission.code[:2].upper())
    return f"{prefix}{max((int(found[2]) for found in parts if found), default=0) + 1}"


def _mission(grid: QualificationGrid, code: str) -> Mission:
    return next(own for own in grid.missions if own.code == code)


def _refuse_too_many(mission: Mission) -> None:
    if len(mission.asked) >= MOST:
        raise Refused(f"Une mission demande {MOST} pratiques au plus\u202f: retirez-en une d’abord.", field="label")


def _mission_put(grid: QualificationGrid, mission: Mission) -> QualificationGrid:
    return replace(grid, missions=tuple(mission if own.code == mission.code else own for own in grid.missions))


def _practice_put(grid: QualificationGrid, mission: Mission, practice: Practice) -> QualificationGrid:
    practices = tuple(practice if own.code == practice.code else own for own in mission.practices)
    return _mission_put(grid, replace(mission, practices=practices))
