"""A follow-up workbook sent, previewed, confirmed, then sent again with one line in a hundred changed: our pages
against those of django-import-export, set up to go fast and as it is without settings.
"""

import statistics
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.follow_up import follow_up_lines, with_changes, workbook_of
from bench.import_sides import TUNED, US, USUAL, Side, our_side, peer_sides
from bench.imported import first_difference, rows_left
from bench.planted import named_by, with_faults
from bench.processor import seconds_of
from bench.rounds import in_turn, ratio

USUAL_AT_MOST = 1_000  # minutes a round above
STEPS = ("preview", "commit", "preview_again", "commit_again")
Figures = dict[str, float]


@dataclass(frozen=True)
class Files:
    new: bytes
    changed: bytes
    faulty: bytes


def compare_imports(projects: int, rounds: int, budget: float) -> dict[str, Any]:
    files = files_of(projects)
    with our_side() as ours, peer_sides() as peers:
        sides = ours | {name: side for name, side in peers.items() if name != USUAL or projects <= USUAL_AT_MOST}
        check_same(sides, files)
        found = in_turn({name: partial(whole, side, files) for name, side in sides.items()}, rounds, budget)
        named = {name: named_by(name == US, faulty_page(side, files)) for name, side in sides.items() if name != USUAL}
    return summary(projects, files, found, named)


def files_of(projects: int) -> Files:
    lines = follow_up_lines(projects)
    return Files(*(workbook_of(each) for each in (lines, with_changes(lines), with_faults(lines))))


def check_same(sides: dict[str, Side], files: Files) -> None:
    """After the first file as after the second, every project is the same on all sides."""
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


def whole(side: Side, files: Files) -> Figures:
    """Seconds of each step, as the one who waits counts them; processor seconds of the server for all four."""
    side.begin_again()
    before, clock = seconds_of(side.sender.process), [time.perf_counter()]
    for content in (files.new, files.changed):
        page = side.sender.send(content)
        clock.append(time.perf_counter())
        side.sender.confirm(page)
        clock.append(time.perf_counter())
    steps = {step: end - start for step, start, end in zip(STEPS, clock, clock[1:], strict=False)}
    return steps | {"processor": seconds_of(side.sender.process) - before}


def faulty_page(side: Side, files: Files) -> str:
    side.begin_again()
    return side.sender.send(files.faulty)


def summary(projects: int, files: Files, found: dict[str, list[Figures]], named: dict[str, int]) -> dict[str, Any]:
    return {
        "projects": projects,
        "rounds": len(found[TUNED]),
        "file_bytes": len(files.new),
        "sides": {
            name: {what: statistics.median(each[what] for each in rounds) for what in rounds[0]}
            for name, rounds in found.items()
        },
        "faults_named": named,
        "ratios": ratios(found) if US in found else {},
        "each_round": found,
    }


def ratios(found: dict[str, list[Figures]]) -> dict[str, Any]:
    """The peer's seconds over ours: more than one is to our advantage."""
    compared = {"nouveaux projets": STEPS[:2], "une ligne sur cent changée": STEPS[2:], "processeur": ("processor",)}
    return {
        f"{what}, contre {name}": ratio(sums(found[name], steps), sums(found[US], steps))
        for name in found
        if name != US
        for what, steps in compared.items()
    }


def sums(rounds: list[Figures], steps: tuple[str, ...]) -> list[float]:
    return [sum(each[step] for step in steps) for each in rounds]
