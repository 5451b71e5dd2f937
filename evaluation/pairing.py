"""Which questions of two versions of a grid are the same question.

A question keeps its code from one version to the next. Its earlier answers stay comparable when no word of it changed,
or when the new version declares so; `same_as` follows a code that changed. Nothing is guessed from a likeness of words.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from evaluation.grid import Grid, Question

Pairs = dict[str, str]
"""Code of a question in the earlier version → its code in the later one."""


def question_pairs(versions: Mapping[str, Grid], before: Grid, after: Grid) -> tuple[Pairs, tuple[str, ...]]:
    """One to one, through the versions in between; or no pair at all, and why."""
    up, down = _lineage(versions, before), _lineage(versions, after)
    shared = next((grid for grid in down if grid.reference in {own.reference for own in up}), None)
    if shared is None:
        return {}, (f"les versions {before.version} et {after.version} ne viennent pas d’une même version",)
    to_before, to_after = _path(up, shared), _path(down, shared)
    if not _same_scale(to_before) or not _same_scale(to_after):
        return {}, ("l’échelle des réponses a changé",)
    old, new = _followed(to_before), _followed(to_after)
    return {old[code]: new[code] for code in old if code in new}, ()


def continued(previous: Grid, question: Question) -> str:
    """The code of the previous version's question that this one continues, or nothing.

    Declared equivalent, or undeclared with no word changed, whichever profile reads it.
    """
    old = previous.questions.get(question.origin)
    if old is None or question.equivalent is False:
        return ""
    unchanged = (old.text, dict(old.texts)) == (question.text, dict(question.texts))
    return old.code if question.equivalent or unchanged else ""


def keeps_scale(previous: Grid, grid: Grid) -> bool:
    """The same levels under the same words; other words only when they are declared to mean the same."""
    old, new = previous.scale, grid.scale
    if (old.min, old.max) != (new.min, new.max):
        return False
    return old.labels == new.labels if new.equivalent is None else new.equivalent


def _lineage(versions: Mapping[str, Grid], grid: Grid) -> list[Grid]:
    """The version, then those it comes from, as far as they are known; a loop ends it."""
    found = [grid]
    while (reference := found[-1].previous) in versions and versions[reference] not in found:
        found.append(versions[reference])
    return found


def _path(lineage: Sequence[Grid], shared: Grid) -> list[Grid]:
    """From the shared version to the one it leads to."""
    references = [grid.reference for grid in lineage]
    return list(reversed(lineage[: references.index(shared.reference) + 1]))


def _same_scale(path: Sequence[Grid]) -> bool:
    return all(keeps_scale(previous, grid) for previous, grid in pairwise(path))


def _followed(path: Sequence[Grid]) -> Pairs:
    """The questions of the first version that are still asked in the last one: first code → last code."""
    found = {code: code for code in path[0].questions}
    for previous, grid in pairwise(path):
        step = {continued(previous, question): question.code for question in grid.questions.values()}
        found = {first: step[last] for first, last in found.items() if last in step}
    return found
