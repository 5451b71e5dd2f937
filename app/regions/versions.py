"""What the regions leave out because two versions of the grid do not ask the same thing, said in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from app.regions.queries import LeftOut
from app.regions.views import NBSP, Portfolio
from app.wording import typeset
from evaluation import Grid

Apart = tuple[str, str, tuple[str, ...]]


def left_out_lines(
    whole: Portfolio, regions: Collection[str] | None = None, axes: Collection[str] | None = None
) -> list[str]:
    """« 2 projets évalués avec la version 1.0, axe Impact innovation non comparable : … », in the order of the grid."""
    found = whole.gathered.left_out(regions)
    return counted_words(whole.grid, {key: found[key] for key in found if axes is None or key[0] in axes})


def left_out_words(grid: Grid, left_out: Iterable[LeftOut]) -> list[str]:
    groups: dict[Apart, set[str]] = defaultdict(set)
    for own in left_out:
        groups[own.axis, own.reference, own.reasons].add(own.project)
    return counted_words(grid, {key: len(projects) for key, projects in groups.items()})


def counted_words(grid: Grid, counts: Mapping[Apart, int]) -> list[str]:
    """`counts`: projects by (axis, version, reasons)."""
    places = {code: place for place, code in enumerate(grid.score_codes)}
    ordered = sorted(counts, key=lambda key: (places.get(key[0], len(places)), key))
    return [_line(grid, *key, counts[key]) for key in ordered]


def _line(grid: Grid, axis: str, reference: str, reasons: tuple[str, ...], count: int) -> str:
    who = f"{count}{NBSP}projet évalué" if count == 1 else f"{count}{NBSP}projets évalués"
    version = reference.rpartition("@")[2]
    return f"{who} avec la version {version}, {_named(grid, axis)} non comparable{NBSP}: {', '.join(reasons)}."


def _named(grid: Grid, code: str) -> str:
    """« axe Impact innovation », « indice d’impact »."""
    labels = {axis.code: f"axe {axis.label}" for axis in grid.axes}
    for index in grid.indices:
        short = index.label.partition(" (")[0]
        labels[index.code] = f"{short[0].lower()}{short[1:]}"
    return typeset(labels.get(code, f"axe {code}"))
