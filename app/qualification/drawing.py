"""A profile, or what became of it, as marks on four steps: where each goes, computed before it is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.wording import typeset
from evaluation.qualification import LEVELS
from evaluation.qualification_profile import MOVES, Course, Profile, Step, steps_between

ROW, HEAD, TOP = 26, 34, 34
LEFT, STEP = 50.0, 16.0
"""In percents of the width: where the first step is, and how far the next."""


@dataclass(frozen=True)
class Mark:
    """One practice: `before` is none when there is nothing to compare with, `now` when nobody could tell."""

    label: str
    y: int
    before: int | None
    now: int | None
    words: str
    moved: bool = False


@dataclass(frozen=True)
class Block:
    label: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Drawing:
    blocks: tuple[Block, ...]
    levels: tuple[str, ...]
    height: int
    compares: bool

    def x(self, level: int) -> float:
        return LEFT + level * STEP


def drawing_of(now: Profile, before: Profile | None = None) -> Drawing:
    steps = {own.practice.code: own for own in steps_between(before or now, now)}
    blocks, y = [], TOP
    for mission in now.grid.missions:
        marks = tuple(_marks([steps[own.code] for own in mission.asked], y + HEAD, now, before is not None))
        blocks.append(Block(typeset(mission.label), y, marks))
        y += HEAD + ROW * len(marks)
    return Drawing(tuple(blocks), tuple(now.grid.level_label(each) for each in range(LEVELS)), y, before is not None)


def _marks(steps: list[Step], top: int, now: Profile, compares: bool) -> Iterator[Mark]:
    for rank, own in enumerate(steps):
        first, moved = (own.before, own.course in MOVES) if compares else (None, False)
        words = words_of(now, own) if compares else said(now, own.now)
        yield Mark(typeset(own.practice.label), top + ROW * rank, first, own.now, words, moved)


def words_of(now: Profile, step: Step) -> str:
    """« démarré → régulier, plus installé »; only where it is when nothing moved or nothing compares."""
    last = said(now, step.now)
    if step.now is None and step.course is Course.SAME:
        return last
    if step.course in (Course.SAME, Course.APART):
        return f"{last}, {step.course.label}"
    return f"{said(now, step.before)} → {last}, {step.course.label}"


def said(profile: Profile, level: int | None) -> str:
    return "sans avis" if level is None else profile.grid.level_label(level).lower()
