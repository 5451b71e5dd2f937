"""What is looked at before a version of the grid is published."""

from collections import Counter

from app.grids.checks import LOOK, OK, STOP, Check
from app.qualification.changes import changes_between
from app.qualification.versions import Draft
from app.wording import listed
from evaluation.qualification import QualificationGrid
from evaluation.qualification_profile import compares


def checks_of(draft: Draft) -> list[Check]:
    return [
        _something_changes(draft),
        _each_mission_asks(draft.grid),
        _distinct(draft.grid),
        _explained(draft.grid),
        _compared(draft),
    ]


def _something_changes(draft: Draft) -> Check:
    count = sum(len(group.changes) for group in changes_between(draft.base.grid, draft.grid))
    if count:
        words = "un changement" if count == 1 else f"{count} changements"
        places = (("les voir", "/changements"),)
        return Check("Ce qui change", OK, f"{words} par rapport à la version {draft.base.number}.", places)
    if draft.base.is_proposal:
        return Check("Ce qui change", OK, "Rien\u00a0: la proposition livrée avec le site serait publiée telle quelle.")
    return Check("Ce qui change", STOP, f"Rien ne change par rapport à la version {draft.base.number}.")


def _each_mission_asks(grid: QualificationGrid) -> Check:
    bare = [own for own in grid.missions if not own.asked]
    if bare:
        places = tuple((own.label, f"/missions/{own.code}") for own in bare)
        return Check("Pratiques demandées", STOP, "Une mission ne demande plus aucune pratique.", places)
    return Check("Pratiques demandées", OK, f"{len(grid.practices)} pratiques, dans {len(grid.missions)} missions.")


def _distinct(grid: QualificationGrid) -> Check:
    seen = Counter(own.label.casefold() for own in grid.practices.values())
    twins = [own for own in grid.practices.values() if seen[own.label.casefold()] > 1]
    if twins:
        places = tuple((own.code, f"/pratiques/{own.code}") for own in twins)
        return Check("Pratiques distinctes", STOP, "Deux pratiques portent le même nom.", places)
    return Check("Pratiques distinctes", OK, "Aucune ne porte le nom d’une autre.")


def _explained(grid: QualificationGrid) -> Check:
    bare = [own for own in grid.practices.values() if not own.help]
    if bare:
        places = tuple((own.label, f"/pratiques/{own.code}") for own in bare)
        return Check("Phrases d’aide", LOOK, "Sans aide, chacun l’entendra à sa façon\u00a0:", places)
    return Check("Phrases d’aide", OK, "Chaque pratique est expliquée à qui répond.")


def _compared(draft: Draft) -> Check:
    before, after = draft.base.grid, draft.grid
    apart = [code for code in after.practices if code in before.practices and not compares(before, after, code)]
    if len(apart) == len(after.practices):
        return Check("Comparaison", LOOK, "Plus aucune pratique ne se comparera avec les profils d’avant.")
    if apart:
        return Check("Comparaison", LOOK, f"Ne se compareront plus avec les profils d’avant\u00a0: {listed(apart)}.")
    return Check("Comparaison", OK, "Les profils d’avant se comparent à ceux qui viendront.")
