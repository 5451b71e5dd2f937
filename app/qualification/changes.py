"""What changes from one version of the grid to another, word for word, and what follows for earlier profiles."""

from collections.abc import Iterator, Mapping

from app.grids.changes import Change, Group
from evaluation.qualification import LEVELS, Level, Mission, Practice, QualificationGrid

COMPARABLE = "Les profils d’avant restent comparables."
APART = "Ne se compare plus avec les profils d’avant."


def changes_between(before: QualificationGrid, after: QualificationGrid) -> list[Group]:
    """The whole, the levels, then each mission in the order of the later version; what is the same is left out."""
    groups = [
        Group("La grille entière", list(_compared(_whole(before), _whole(after)))),
        Group("Les niveaux", list(_levels(before, after))),
        *(Group(own.label, list(_mission(before, after, own))) for own in after.missions),
    ]
    return [group for group in groups if group.changes]


def _whole(grid: QualificationGrid) -> dict[str, str]:
    return {"Titre": grid.title, "Source": grid.source, "Ce qu’elle sert à dire": grid.purpose}


def _levels(before: QualificationGrid, after: QualificationGrid) -> Iterator[Change]:
    apart = before.levels_since != after.levels_since
    for rank in range(LEVELS):
        words = _level_words(before.levels[rank], rank), _level_words(after.levels[rank], rank)
        yield from _compared(*words, note=APART if apart else COMPARABLE)
    if apart and before.levels == after.levels:
        yield Change("autre sens", "late", "Niveaux", "", "", f"Ils ne veulent plus dire la même chose. {APART}")


def _level_words(level: Level, rank: int) -> dict[str, str]:
    return {f"Niveau {rank}": level.label, f"Niveau {rank}, aide": level.help}


def _mission(before: QualificationGrid, after: QualificationGrid, mission: Mission) -> Iterator[Change]:
    old = before.mission(mission.code)
    yield from _compared(_mission_words(old) if old else {}, _mission_words(mission))
    for practice in mission.practices:
        yield from _practice(before.every_practice.get(practice.code), practice)


def _mission_words(mission: Mission) -> dict[str, str]:
    return {"Mission": mission.label, "Mission, aide": mission.help}


def _practice(old: Practice | None, new: Practice) -> Iterator[Change]:
    if old is None:
        yield Change("ajoutée", "info", f"Pratique {new.code}", "", new.label, "N’était pas demandée avant.")
        return
    if old.retired != new.retired:
        if new.retired:
            yield Change("retirée", "late", f"Pratique {new.code}", old.label, "", "Les profils d’avant la gardent.")
        else:
            yield Change("reprise", "info", f"Pratique {new.code}", "", new.label)
    apart = old.since != new.since
    yield from _compared(_practice_words(old), _practice_words(new), note=APART if apart else COMPARABLE)
    if apart and _practice_words(old) == _practice_words(new):
        yield Change("autre sens", "late", f"Pratique {new.code}", old.label, new.label, APART)


def _practice_words(practice: Practice) -> dict[str, str]:
    return {f"Pratique {practice.code}": practice.label, f"Pratique {practice.code}, aide": practice.help}


def _compared(before: Mapping[str, str], after: Mapping[str, str], note: str = "") -> Iterator[Change]:
    for what, last in after.items():
        first = before.get(what, "")
        if first != last:
            kind, tone = ("reformulé", "due") if first and last else ("ajouté", "info") if last else ("retiré", "late")
            yield Change(kind, tone, what, first, last, note)
