"""What may be done to a grid being written: one grid in, another one out. Codes are never given twice."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from app.errors import NotFound, Refused
from evaluation import Axis, Criterion, Grid, Question

Item = TypeVar("Item")
GONE = "Cette question ou ce critère n’est pas, ou n’est plus, dans ce brouillon."


def question_of(grid: Grid, code: str) -> Question:
    found = grid.questions.get(code)
    if found is None:
        raise NotFound(GONE)
    return found


def criterion_of(grid: Grid, code: str) -> Criterion:
    found = next((own for axis in grid.axes for own in axis.criteria if own.code == code), None)
    if found is None:
        raise NotFound(GONE)
    return found


def axis_of(grid: Grid, code: str) -> Axis:
    found = next((axis for axis in grid.axes if axis.code == code), None)
    if found is None:
        raise NotFound("Cet axe n’est pas dans ce brouillon.")
    return found


def home_of(grid: Grid, code: str) -> Criterion:
    """The criterion of a question."""
    question_of(grid, code)
    return next(own for axis in grid.axes for own in axis.criteria if code in {q.code for q in own.questions})


def axis_of_criterion(grid: Grid, code: str) -> Axis:
    criterion_of(grid, code)
    return next(axis for axis in grid.axes if code in {own.code for own in axis.criteria})


def change_question(grid: Grid, code: str, /, **changes: Any) -> Grid:
    changed = replace(question_of(grid, code), **changes)
    home = home_of(grid, code)
    questions = tuple(changed if own.code == code else own for own in home.questions)
    return change_criterion(grid, home.code, questions=questions)


def change_criterion(grid: Grid, code: str, /, **changes: Any) -> Grid:
    changed = replace(criterion_of(grid, code), **changes)
    axis = axis_of_criterion(grid, code)
    criteria = tuple(changed if own.code == code else own for own in axis.criteria)
    return change_axis(grid, axis.code, criteria=criteria)


def change_axis(grid: Grid, code: str, /, **changes: Any) -> Grid:
    changed = replace(axis_of(grid, code), **changes)
    return replace(grid, axes=tuple(changed if own.code == code else own for own in grid.axes))


def add_question(grid: Grid, criterion: str, question: Question) -> Grid:
    return change_criterion(grid, criterion, questions=(*criterion_of(grid, criterion).questions, question))


def add_criterion(grid: Grid, axis: str, criterion: Criterion) -> Grid:
    return change_axis(grid, axis, criteria=(*axis_of(grid, axis).criteria, criterion))


def retire_question(grid: Grid, code: str) -> Grid:
    home = home_of(grid, code)
    if len(home.questions) == 1:
        raise Refused(
            f"«\u00a0{code}\u00a0» est la dernière question du critère {home.code}\u202f: retirez le critère entier, "
            "ou ajoutez d’abord une autre question."
        )
    kept = tuple(own for own in home.questions if own.code != code)
    return change_criterion(grid, home.code, questions=kept)


def retire_criterion(grid: Grid, code: str) -> Grid:
    axis = axis_of_criterion(grid, code)
    if len(axis.criteria) == 1:
        raise Refused(
            f"«\u00a0{code}\u00a0» est le dernier critère de l’axe {axis.label}\u202f: ajoutez-en un autre d’abord."
        )
    return change_axis(grid, axis.code, criteria=tuple(own for own in axis.criteria if own.code != code))


def move_question(grid: Grid, code: str, *, up: bool) -> Grid:
    """One place within its criterion; at an end it stays where it is."""
    home = home_of(grid, code)
    return change_criterion(grid, home.code, questions=_shifted(home.questions, lambda own: own.code == code, up))


def move_criterion(grid: Grid, code: str, *, up: bool) -> Grid:
    axis = axis_of_criterion(grid, code)
    return change_axis(grid, axis.code, criteria=_shifted(axis.criteria, lambda own: own.code == code, up))


def restore_question(grid: Grid, base: Grid, code: str) -> Grid:
    """As it was in the version copied, at the end of its criterion."""
    if code in grid.questions:
        return grid
    home = home_of(base, code)
    if home.code not in {own.code for axis in grid.axes for own in axis.criteria}:
        raise Refused(f"Le critère {home.code} de cette question est retiré\u202f: remettez d’abord le critère.")
    return add_question(grid, home.code, _untold(base.questions[code]))


def restore_criterion(grid: Grid, base: Grid, code: str) -> Grid:
    if code in {own.code for axis in grid.axes for own in axis.criteria}:
        return grid
    found = criterion_of(base, code)
    questions = tuple(_untold(own) for own in found.questions if own.code not in grid.questions)
    if not questions:
        raise Refused(f"Les questions du critère {code} sont déjà dans un autre critère.")
    return add_criterion(grid, axis_of_criterion(base, code).code, replace(found, questions=questions))


def as_a_draft(grid: Grid, version: str) -> Grid:
    """The copy a new version starts from: it owes nothing yet to how its model related to the one before."""
    axes = tuple(
        replace(
            axis, criteria=tuple(replace(own, questions=tuple(map(_untold, own.questions))) for own in axis.criteria)
        )
        for axis in grid.axes
    )
    scale = replace(grid.scale, equivalent=None)
    return replace(grid, version=version, previous=grid.reference, axes=axes, scale=scale)


def free_question_code(criterion: str, grids: Iterable[Grid]) -> str:
    """A code that no version ever gave: an answer of long ago is never taken for one of today."""
    taken = {code for grid in grids for own in grid.questions.values() for code in (own.code, own.same_as)}
    return _free(f"{criterion}.", taken)


def free_criterion_code(axis: Axis, grids: Iterable[Grid]) -> str:
    prefix = axis.criteria[0].code.rstrip("0123456789") or axis.code
    return _free(prefix, {own.code for grid in grids for found in grid.axes for own in found.criteria})


def _free(prefix: str, taken: set[str]) -> str:
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _untold(question: Question) -> Question:
    return replace(question, same_as="", equivalent=None)


def _shifted(items: tuple[Item, ...], is_it: Callable[[Item], bool], up: bool) -> tuple[Item, ...]:
    place = next(rank for rank, own in enumerate(items) if is_it(own))
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return items
    found = list(items)
    found[place], found[other] = found[other], found[place]
    return tuple(found)
