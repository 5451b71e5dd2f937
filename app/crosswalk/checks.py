"""What is looked at before a version of a frame is signed."""

from collections.abc import Iterable, Mapping, Sequence

from app.crosswalk.changes import changes_between
from app.crosswalk.document import Frame, Item
from app.crosswalk.queries import Version
from app.grids.checks import LOOK, OK, STOP, Check, Place
from app.models.grid_version import version_number
from app.wording import listed
from evaluation import Grid


def checks_of(frame: Frame, base: Version, grids: Mapping[str, Grid]) -> list[Check]:
    grid = grids[frame.grid]
    return [
        _something_changes(frame, base),
        _justified(frame.items),
        _honest(frame.items),
        _known(frame, grid),
        _alike(frame.items),
        _newest(grid, grids),
        _ignored(frame, grid),
    ]


def _something_changes(frame: Frame, base: Version) -> Check:
    count = sum(len(group.changes) for group in changes_between(base.frame, frame))
    if count:
        words = "un changement" if count == 1 else f"{count} changements"
        places = (("les voir", "/changements"),)
        return Check("Ce qui change", OK, f"{words} par rapport à la version {base.number}.", places)
    if not base.is_signed:
        return Check("Ce qui change", OK, "Rien\u00a0: la proposition livrée avec le site serait signée telle quelle.")
    return Check("Ce qui change", STOP, f"Rien ne change par rapport à la version {base.number}, déjà signée.")


def _justified(items: Sequence[Item]) -> Check:
    bare = [item for item in items if item.is_read and not item.why]
    if bare:
        return Check("Justifications", STOP, f"Rien ne dit pourquoi\u00a0: {_names(bare)}.", _places(bare))
    return Check("Justifications", OK, "Chaque élément lu dit pourquoi ces questions-là.")


def _honest(items: Sequence[Item]) -> Check:
    title = "Ce qui est laissé de côté"
    bare = [item for item in items if not item.is_read and not item.leaves_out]
    if bare:
        sentence = f"Aucune question n’est lue, et rien ne le dit\u00a0: {_names(bare)}."
        return Check(title, STOP, sentence, _places(bare))
    silent = [item for item in items if not item.leaves_out]
    if silent:
        return Check(title, LOOK, f"Rien ne serait laissé de côté\u00a0: {_names(silent)}.", _places(silent))
    return Check(title, OK, "Chaque élément dit ce que la grille ne permet pas d’y lire.")


def _known(frame: Frame, grid: Grid) -> Check:
    axes = {axis.code for axis in grid.axes}
    lost = [item for item in frame.items if set(item.questions) - grid.questions.keys() or {item.axis} - axes - {""}]
    if lost:
        sentence = f"La version {grid.version} de la grille n’a pas ce que nomme {_names(lost)}."
        return Check("Questions connues", STOP, sentence, _places(lost))
    return Check("Questions connues", OK, f"Toutes existent dans la version {grid.version} de la grille.")


def _alike(items: Sequence[Item]) -> Check:
    seen: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if item.questions:
            seen.setdefault(tuple(sorted(item.questions)), []).append(item)
    twins = [own for group in seen.values() if len(group) > 1 for own in group]
    if twins:
        sentence = f"Lisent les mêmes questions, et diront la même chose\u00a0: {_names(twins)}."
        return Check("Éléments distincts", LOOK, sentence, _places(twins))
    return Check("Éléments distincts", OK, "Aucun élément ne répète un autre.")


def _newest(grid: Grid, grids: Mapping[str, Grid]) -> Check:
    newest = max(grids.values(), key=lambda own: (own.published_on, version_number(own.version)))
    if newest.reference != grid.reference:
        sentence = f"Elle nomme les questions de la version {grid.version}, la plus récente est la {newest.version}."
        return Check("Version de la grille", LOOK, sentence, (("le cadre", "/cadre"),))
    return Check("Version de la grille", OK, f"Elle nomme les questions de la version {grid.version}, la plus récente.")


def _ignored(frame: Frame, grid: Grid) -> Check:
    ignored = frame.ignored_in(grid)
    sentence = f"{len(grid.questions) - len(ignored)} questions sur {len(grid.questions)}."
    return Check("Questions lues", OK, f"{sentence} Laissées\u00a0: {listed(ignored)}." if ignored else sentence)


def _names(items: Iterable[Item]) -> str:
    return listed(item.label for item in items)


def _places(items: Iterable[Item]) -> tuple[Place, ...]:
    return tuple((item.label, f"/elements/{item.code}") for item in items)
