"""What changes from one version of the programme grid to another: what is told, what is counted, then the rest."""

from collections.abc import Iterator, Mapping

from app.grids.changes import NONE, Change, Group, changes_between
from evaluation.programme_grid import Countable, ProgrammeGrid, Prompt


def programme_changes(before: ProgrammeGrid, after: ProgrammeGrid) -> list[Group]:
    """Groups without change are left out."""
    told = Group("Se conter\u00a0: les récits", list(_listed("Récit", _told(before.prompts), _told(after.prompts))))
    counted = Group(
        "Se compter\u00a0: ce qui se dénombre", list(_listed("Compte", _counted(before.counts), _counted(after.counts)))
    )
    return [*(group for group in (told, counted) if group.changes), *changes_between(before.grid, after.grid)]


def _told(prompts: tuple[Prompt, ...]) -> dict[str, str]:
    return {
        own.code: " · ".join(filter(None, (own.text, own.help, *(own.texts[key] for key in sorted(own.texts)))))
        for own in prompts
    }


def _counted(counts: tuple[Countable, ...]) -> dict[str, str]:
    return {own.code: f"{own.label} ({own.unit})\u00a0: {own.how}" for own in counts}


def _listed(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for code in dict.fromkeys((*after, *before)):
        old, new = before.get(code), after.get(code)
        if old is None:
            yield Change("ajouté", "info", f"{what} {code}", NONE, new or NONE)
        elif new is None:
            yield Change("retiré", "late", f"{what} {code}", old, NONE)
        elif old != new:
            yield Change("reformulé", "due", f"{what} {code}", old, new)
