"""One published result read through a frame: what each item says, how sure it is, and what it could not read.

What is shown here may leave the alliance: `app.restitution` decides, the page shows no more than a report would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import evaluation
from app.assessments.gather import inputs_of
from app.crosswalk.document import Frame, Item
from app.restitution.disclosure import least_of, score_may_leave
from app.restitution.outside import axis_outside
from app.results.facts import facts_of
from app.results.views import reading_of
from evaluation import Grid, Maturity, Status
from evaluation.answers import Sheet, read_sheets
from evaluation.lens import read_lens

Frozen = Mapping[str, Any]


class ItemState(StrEnum):
    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    INSUFFICIENT = "insufficient"
    NOT_SUITED = "not_suited"
    MASKED = "masked"
    NOT_ASKED = "not_asked"
    APART = "apart"
    NOT_IN_THE_GRID = "not_in_the_grid"

    @property
    def label(self) -> str:
        return {
            "published": "Lisible",
            "provisional": "Provisoire",
            "insufficient": "Réponses insuffisantes",
            "not_suited": "Peu adapté au projet",
            "masked": "Masqué\u00a0: trop peu de profils",
            "not_asked": "Non demandé à ce moment",
            "apart": "Autre version de la grille",
            "not_in_the_grid": "La grille ne le demande pas",
        }[self]

    @property
    def tone(self) -> str:
        return {"published": "done", "provisional": "hatch"}.get(self, "quiet")


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the version of the grid a frame speaks of to the one a result was answered in.

    `questions`: code there → code here, for those that ask the same; `axes`: those that compare as a whole.
    """

    questions: Mapping[str, str]
    axes: frozenset[str]


@dataclass(frozen=True, slots=True)
class ItemReading:
    """`score` of 100, none when it may not be shown. `questions` are read; `not_asked` and `apart` could not be.

    `maturity`: of the axes its questions come from, the least ripe; none when nothing was read.
    """

    item: Item
    state: ItemState
    score: float | None = None
    coverage: float | None = None
    respondents: int = 0
    profiles: int = 0
    questions: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    maturity: Maturity | None = None


def bridge(versions: Mapping[str, Grid], spoken: str, answered: str) -> Bridge:
    """`versions`: every published grid by reference."""
    if spoken == answered:
        grid = versions[answered]
        return Bridge({code: code for code in grid.questions}, frozenset(axis.code for axis in grid.axes))
    found = evaluation.equivalence(versions, spoken, answered)
    return Bridge(found.questions, frozenset(code for code, axis in found.axes.items() if axis.is_comparable))


def read_frame(frame: Frame, grid: Grid, over: Bridge, scores: Frozen, reading: str) -> tuple[ItemReading, ...]:
    """`scores` as they were frozen, `grid` the version they were answered in; in the order of the frame."""
    asks = any(item.questions for item in frame.items)
    sheets = read_sheets(grid.axes_of(reading), inputs_of(scores), reading) if asks else ()
    axes = reading_of(scores, reading)["axes"]
    return tuple(
        _ripe(_axis(item, grid, over, axes) if item.axis else _questions(item, grid, over, sheets, reading), grid, axes)
        for item in frame.items
    )


def _ripe(own: ItemReading, grid: Grid, axes: Mapping[str, Frozen]) -> ItemReading:
    """One question of an impact still too young to be found makes the whole item a signal."""
    found = {Maturity(axes[grid.axis_of_question[code].code]["maturity"]) for code in own.questions}
    least = next((maturity for maturity in Maturity if maturity in found), None)
    return replace(own, maturity=least)


def _axis(item: Item, grid: Grid, over: Bridge, axes: Mapping[str, Frozen]) -> ItemReading:
    """The published score of the axis itself: a second calculation would contradict it."""
    codes = item.questions_in(grid)
    if item.axis not in over.axes:
        return ItemReading(item, ItemState.APART, apart=codes)
    if item.axis not in axes:
        return ItemReading(item, ItemState.NOT_ASKED, not_asked=codes)
    facts, leaves = facts_of(axes[item.axis]), axis_outside(axes[item.axis], least_of(grid))
    state = _state(facts.status, leaves.score is not None)
    return ItemReading(item, state, leaves.score, facts.coverage, facts.respondents, facts.profiles, codes)


def _questions(item: Item, grid: Grid, over: Bridge, sheets: Sequence[Sheet], reading: str) -> ItemReading:
    if not item.is_read:
        return ItemReading(item, ItemState.NOT_IN_THE_GRID)
    apart = tuple(code for code in item.questions if code not in over.questions)
    there = [over.questions[code] for code in item.questions if code in over.questions]
    asked = tuple(code for code in there if grid.axis_of_question[code].is_asked(reading))
    silent = tuple(code for code in there if code not in asked)
    if not asked:
        state = ItemState.NOT_ASKED if there else ItemState.APART
        return ItemReading(item, state, not_asked=silent, apart=apart)
    found = read_lens(grid, asked, sheets)
    leaves = score_may_leave(found.respondents, found.profiles, least_of(grid))
    return ItemReading(
        item,
        _state(found.status, leaves),
        found.score if leaves else None,
        found.counts.coverage,
        found.respondents,
        found.profiles,
        asked,
        silent,
        apart,
    )


def _state(status: Status, leaves: bool) -> ItemState:
    return ItemState.MASKED if status.shows_number and not leaves else ItemState(status.value)
