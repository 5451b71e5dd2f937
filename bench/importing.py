"""A follow-up workbook sent, previewed, confirmed, then sent again with one line in a hundred changed: our pages
against those of django-import-export, as it is without settings and set up to go fast.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.follow_up import follow_up_lines, with_changes, workbook_of
from bench.import_sides import TUNED, US, USUAL, USUAL_KEPT, Side, our_side, peer_sides
from bench.imported import first_difference, rows_left
from bench.planted import named_by, with_faults
from bench.processor import seconds_of
from bench.rounds import in_turn

SLOW = (USUAL, USUAL_KEPT)
"""Row by row: of them the first file only is measured, and above `SLOW_AT_MOST` lines once only, with the journal."""
SLOW_AT_MOST = 1_000
NEW, CHANGED = ("preview", "commit"), ("preview_again", "commit_again")
FAULTY_LINES = 100
Figures = dict[str, float]
Found = dict[str, list[Figures]]


@dataclass(frozen=True)
class Files:
    new: bytes
    changed: bytes


@dataclass(frozen=True)
class Compared:
    """`slow`: of the sides measured once, and of ours in the same round."""

    found: Found
    slow: Found
    named: dict[str, int]
    file_bytes: int


def compare_imports(projects: int, rounds: int, budget: float) -> Compared:
    files = files_of(projects)
    with our_side() as ours, peer_sides() as peers:
        sides = ours | peers
        is_slow = projects > SLOW_AT_MOST
        in_rounds = {name: side for name, side in sides.items() if not (is_slow and name in SLOW)}
        check_same({name: side for name, side in in_rounds.items() if name != USUAL_KEPT}, files)
        found = in_turn(
            {name: partial(measured, name, side, files) for name, side in in_rounds.items()}, rounds, budget
        )
        slow = once({name: sides[name] for name in (US, USUAL_KEPT)}, files) if is_slow else {}
        named = faults_named(sides)
    return Compared(found, slow, named, len(files.new))


def files_of(projects: int) -> Files:
    lines = follow_up_lines(projects)
    return Files(workbook_of(lines), workbook_of(with_changes(lines)))


def check_same(sides: dict[str, Side], files: Files) -> None:
    """After the first file as after the second, every project is the same on all sides; a journal changes nothing."""
    kept = {name: list(left_by(side, files)) for name, side in sides.items()}
    reference = kept.pop(TUNED)
    for name, after_each in kept.items():
        for mine, theirs in zip(after_each, reference, strict=True):
            if difference := first_difference(mine, theirs):
                raise AssertionError(f"{name}: {difference}")


def left_by(side: Side, files: Files) -> list[list[tuple[Any, ...]]]:
    side.begin_again()
    left = []
    for content in (files.new, files.changed):
        side.sender.confirm(side.sender.send(content))
        left.append(rows_left(side.engine, side.left))
    return left


def once(sides: dict[str, Side], files: Files) -> Found:
    return {name: [steps(side, NEW, (files.new,))] for name, side in sides.items()}


def measured(name: str, side: Side, files: Files) -> Figures:
    if name in SLOW:
        return steps(side, NEW, (files.new,))
    return steps(side, NEW + CHANGED, (files.new, files.changed))


def steps(side: Side, names: tuple[str, ...], contents: Iterable[bytes]) -> Figures:
    """Seconds of each step, as the one who waits counts them; with « processor », those of the site for that step."""
    side.begin_again()
    clock, spent = [time.perf_counter()], [seconds_of(side.sender.process)]
    for content in contents:
        page = side.sender.send(content)
        clock.append(time.perf_counter())
        spent.append(seconds_of(side.sender.process))
        side.sender.confirm(page)
        clock.append(time.perf_counter())
        spent.append(seconds_of(side.sender.process))
    return between(names, clock) | between([f"processor_{name}" for name in names], spent)


def between(names: Sequence[str], moments: Sequence[float]) -> Figures:
    return {name: end - start for name, start, end in zip(names, moments, moments[1:], strict=False)}


def faults_named(sides: dict[str, Side]) -> dict[str, int]:
    """Of twenty, how many the preview names where they are."""
    faulty = workbook_of(with_faults(follow_up_lines(FAULTY_LINES)))
    return {name: named_by(name == US, page_of(sides[name], faulty)) for name in (US, TUNED, USUAL)}


def page_of(side: Side, content: bytes) -> str:
    side.begin_again()
    return side.sender.send(content)


def sums(rounds: Iterable[Figures], names: tuple[str, ...]) -> list[float]:
    return [sum(each[name] for name in names) for each in rounds]
