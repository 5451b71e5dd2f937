"""What changes from one version of the grid to another, in words."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.grids.words import THRESHOLDS, number_words, shown_value
from app.wording import listed
from evaluation import Axis, Criterion, Grid, Question
from evaluation.pairing import continued, keeps_scale

NONE = "—"
COMPARABLE = "Les réponses d’avant restent comparables."
APART = "Les réponses d’avant ne sont plus comparables."


class Change(NamedTuple):
    """`kind` is said in a word; `note` tells what follows for earlier answers."""

    kind: str
    tone: str
    what: str
    before: str
    after: str
    note: str = ""


class Group(NamedTuple):
    title: str
    changes: list[Change]


def changes_between(before: Grid, after: Grid) -> list[Group]:
    """By axis in the order of the later version, then what concerns the whole grid; groups without change left out."""
    groups = [Group(axis.label, list(_axis(before, after, axis))) for axis in after.axes]
    gone = [axis for axis in before.axes if axis.code not in {own.code for own in after.axes}]
    groups += [Group(axis.label, [Change("retiré", "late", f"Axe {axis.label}", axis.label, NONE)]) for axis in gone]
    groups += [
        Group("Échelle", list(_scale(before, after))),
        Group("Approches et indices", list(_lists(before, after))),
        Group("Seuils", list(_thresholds(before, after))),
    ]
    return [group for group in groups if group.changes]


def _axis(before: Grid, after: Grid, axis: Axis) -> Iterator[Change]:
    old = next((own for own in before.axes if own.code == axis.code), None)
    if old is None:
        yield Change("ajouté", "info", f"Axe {axis.label}", NONE, axis.label)
        return
    yield from _compared(f"Axe {axis.label}", _axis_facts(old), _axis_facts(axis))
    yield from _criteria(old, axis)
    yield from _questions(before, after, old, axis)


def _criteria(old: Axis, new: Axis) -> Iterator[Change]:
    before, after = ({own.code: own for own in axis.criteria} for axis in (old, new))
    for code, own in after.items():
        if code in before:
            yield from _compared(f"Critère {code}", _criterion_facts(before[code]), _criterion_facts(own))
        else:
            yield Change("ajouté", "info", f"Critère {code}", NONE, own.label)
    yield from (
        Change("retiré", "late", f"Critère {code}", own.label, NONE)
        for code, own in before.items()
        if code not in after
    )
    kept = [code for code in before if code in after]
    if kept != [code for code in after if code in before]:
        yield Change("déplacé", "quiet", "Ordre des critères", listed(before), listed(after))


def _questions(before: Grid, after: Grid, old: Axis, new: Axis) -> Iterator[Change]:
    origins = {own.origin for own in after.questions.values()}
    for own in new.questions:
        yield from _question(before, own)
        yield from _moved(before, after, own)
    for own in old.questions:
        if own.code not in origins:
            yield Change("retirée", "late", f"Question {own.code}", own.text, NONE)
    for criterion in new.criteria:
        earlier = next((own for own in old.criteria if own.code == criterion.code), None)
        if earlier:
            yield from _order(earlier, criterion)


def _question(before: Grid, own: Question) -> Iterator[Change]:
    old, what = before.questions.get(own.origin), f"Question {own.code}"
    if old is None:
        yield Change("ajoutée", "info", what, NONE, own.text)
        return
    note = COMPARABLE if continued(before, own) else APART
    if old.code != own.code:
        yield Change("renommée", "quiet", what, old.code, own.code, note)
    if old.text != own.text:
        yield Change("reformulée", "due", what, old.text, own.text, note)
    for profile in sorted({*old.texts, *own.texts}):
        first, last = old.texts.get(profile, NONE), own.texts.get(profile, NONE)
        if first != last:
            yield Change("reformulée", "due", f"{what} ({profile})", first, last, note)
    if (old.text, dict(old.texts)) == (own.text, dict(own.texts)) and own.equivalent is False:
        yield Change("autre sens", "late", what, old.text, own.text, note)
    yield from _compared(what, _question_facts(before, old), _question_facts(before, own))


def _moved(before: Grid, after: Grid, own: Question) -> Iterator[Change]:
    """From one criterion to another: the answers are the same, the score they make is not."""
    first, last = _home(before, own.origin), _home(after, own.code)
    if first and first != last:
        yield Change("déplacée", "due", f"Question {own.code}", f"critère {first}", f"critère {last}")


def _home(grid: Grid, code: str) -> str:
    criteria = (criterion for axis in grid.axes for criterion in axis.criteria)
    return next((own.code for own in criteria if code in {question.code for question in own.questions}), "")


def _order(old: Criterion, new: Criterion) -> Iterator[Change]:
    first, last = ([own.origin for own in criterion.questions] for criterion in (old, new))
    if [code for code in first if code in last] != [code for code in last if code in first]:
        yield Change("déplacé", "quiet", f"Ordre des questions de {new.code}", listed(first), listed(last))


def _scale(before: Grid, after: Grid) -> Iterator[Change]:
    note = "" if before.scale.labels == after.scale.labels else COMPARABLE if keeps_scale(before, after) else APART
    first, last = (
        {
            "Niveaux": listed(grid.scale.labels),
            "Sans objet": grid.scale.not_applicable,
            "Ne sait pas": grid.scale.unknown,
            "Preuves": listed(grid.scale.evidence_labels),
        }
        for grid in (before, after)
    )
    for change in _compared("", first, last):
        yield change._replace(what=change.what.removeprefix(", "), note=note if "Niveaux" in change.what else "")


def _lists(before: Grid, after: Grid) -> Iterator[Change]:
    first, last = (
        {f"Approche {own.code}": own.label for own in grid.approaches}
        | {f"Indice {own.code}": f"{own.label} ({listed(own.axes)})" for own in grid.indices}
        for grid in (before, after)
    )
    for what in dict.fromkeys((*first, *last)):
        old, new = first.get(what), last.get(what)
        if old is None:
            yield Change("ajouté", "info", what, NONE, new or NONE)
        elif new is None:
            yield Change("retiré", "late", what, old, NONE)
        elif old != new:
            yield Change("modifié", "due", what, old, new)


def _thresholds(before: Grid, after: Grid) -> Iterator[Change]:
    for threshold in THRESHOLDS:
        first, last = shown_value(before, threshold), shown_value(after, threshold)
        if first != last:
            yield Change("modifié", "due", threshold.label, first, last)


def _axis_facts(axis: Axis) -> dict[str, str]:
    return {
        "libellé": axis.label,
        "situation initiale": "demandée" if axis.initial else "non demandée",
        "horizon": NONE if axis.horizon_months is None else f"{axis.horizon_months}\u00a0mois",
        "pondération": "priorités de chaque partenaire" if axis.by_priorities else "poids des critères",
    }


def _criterion_facts(criterion: Criterion) -> dict[str, str]:
    worded = {f"libellé ({profile})": label for profile, label in sorted(criterion.labels.items())}
    return {"libellé": criterion.label, "poids": number_words(criterion.weight)} | worded


def _question_facts(grid: Grid, question: Question) -> dict[str, str]:
    labels = {own.code: own.label for own in grid.approaches}
    return {"poids": number_words(question.weight), "approche": labels.get(question.approach, question.approach)}


def _compared(what: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        first, last = before.get(name, NONE), after.get(name, NONE)
        if first != last:
            yield Change("modifié", "due", f"{what}, {name}", first, last)
