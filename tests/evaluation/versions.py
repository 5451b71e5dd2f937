"""Later versions of the published grid, each told by what changes in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from evaluation import Axis, Criterion, Grid, Question
from tests.evaluation.builders import GRID

Edit = Callable[[Grid], Grid]


def version(number: str, *edits: Edit, base: Grid = GRID) -> Grid:
    grid = replace(base, version=number, previous=base.reference)
    for edit in edits:
        grid = edit(grid)
    return grid


def by_reference(*grids: Grid) -> Mapping[str, Grid]:
    return {grid.reference: grid for grid in (GRID, *grids)}


def question(code: str, /, **changes: object) -> Edit:
    return questions(lambda own: [replace(own, **changes)] if own.code == code else [own])  # type: ignore[arg-type]


def without(code: str) -> Edit:
    return questions(lambda own: [] if own.code == code else [own])


def with_after(code: str, added: Question) -> Edit:
    return questions(lambda own: [own, added] if own.code == code else [own])


def criterion(code: str, /, **changes: object) -> Edit:
    return criteria(lambda own: replace(own, **changes) if own.code == code else own)  # type: ignore[arg-type]


def axis(code: str, /, **changes: object) -> Edit:
    return axes(lambda own: replace(own, **changes) if own.code == code else own)  # type: ignore[arg-type]


def part(name: str, /, **changes: object) -> Edit:
    return lambda grid: replace(grid, **{name: replace(getattr(grid, name), **changes)})


def questions(change: Callable[[Question], list[Question]]) -> Edit:
    def own(found: Criterion) -> Criterion:
        return replace(found, questions=tuple(new for old in found.questions for new in change(old)))

    return criteria(own)


def criteria(change: Callable[[Criterion], Criterion]) -> Edit:
    return axes(lambda found: replace(found, criteria=tuple(change(own) for own in found.criteria)))


def axes(change: Callable[[Axis], Axis]) -> Edit:
    return lambda grid: replace(grid, axes=tuple(change(own) for own in grid.axes))
