"""What concerns the whole grid: its number, its scale, its thresholds, its approaches."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.errors import Refused
from app.grids.forms import ApproachesForm, IdentityForm, ScaleForm, ThresholdsForm
from app.grids.queries import Draft
from app.grids.screens.screen import ANSWERS, ASK_EQUIVALENT, Screen, Values, answered, told
from app.grids.words import STATUSES, THRESHOLDS, typed_value, weight_of
from app.lists.service import free_code
from evaluation import Grid
from evaluation.grid import Approach


def identity_screen(draft: Draft) -> Screen:
    own = draft.grid
    statuses = dict(STATUSES) | ({own.status: own.status} if own.status not in dict(STATUSES) else {})
    return Screen(
        title="Numéro et titre",
        path="/reglages/identite",
        template="grids/identity.html",
        model=IdentityForm,
        values={"number": own.version, "title": own.title, "status": own.status},
        labels={"number": "Numéro de version", "title": "Titre", "status": "Statut"},
        edit=lambda grid, data: replace(grid, version=data.number, title=data.title, status=data.status),
        done="Le numéro et le titre sont enregistrés.",
        updated_at=draft.record.updated_at,
        anchor="identite",
        choices={"status": statuses},
    )


def scale_screen(draft: Draft) -> Screen:
    own = draft.grid.scale
    return Screen(
        title="L’échelle des réponses",
        path="/reglages/echelle",
        template="grids/scale.html",
        model=ScaleForm,
        values={
            **_lines("levels", own.labels),
            "not_applicable": own.not_applicable,
            "unknown": own.unknown,
            **_lines("evidence", own.evidence_labels),
            "equivalent": answered(own.equivalent),
        },
        labels={
            **{f"levels-{rank}-label": f"Niveau {own.min + rank}" for rank in range(len(own.labels))},
            "not_applicable": "Ne s’applique pas",
            "unknown": "Ne sait pas",
            **{f"evidence-{rank}-label": f"Preuve {rank}" for rank in range(len(own.evidence_labels))},
            "equivalent": "Comparable",
        },
        edit=partial(_change_scale, draft.base),
        done="L’échelle est enregistrée.",
        updated_at=draft.record.updated_at,
        anchor="echelle",
        choices={"equivalent": ANSWERS},
        context={"scale": own, "old": draft.base.scale},
    )


def thresholds_screen(draft: Draft) -> Screen:
    return Screen(
        title="Les seuils",
        path="/reglages/seuils",
        template="grids/thresholds.html",
        model=ThresholdsForm,
        values={own.key: typed_value(draft.grid, own) for own in THRESHOLDS},
        labels={own.key: own.label for own in THRESHOLDS},
        edit=_change_thresholds,
        done="Les seuils sont enregistrés.",
        updated_at=draft.record.updated_at,
        anchor="seuils",
    )


def approaches_screen(draft: Draft) -> Screen:
    values: Values = {}
    for rank, line in enumerate(draft.grid.approaches):
        values |= {f"approaches-{rank}-code": line.code, f"approaches-{rank}-label": line.label}
    return Screen(
        title="Les approches",
        path="/reglages/approches",
        template="grids/approaches.html",
        model=ApproachesForm,
        values=values,
        labels={f"approaches-{rank}-label": f"Approche {own.code}" for rank, own in enumerate(draft.grid.approaches)},
        edit=_change_approaches,
        done="Les approches sont enregistrées.",
        updated_at=draft.record.updated_at,
        anchor="approches",
        context={"approaches": draft.grid.approaches},
    )


def _change_scale(base: Grid, grid: Grid, data: ScaleForm) -> Grid:
    labels, evidence = (tuple(line.label for line in lines) for lines in (data.levels, data.evidence))
    if (len(labels), len(evidence)) != (len(grid.scale.labels), len(grid.scale.evidence_labels)):
        raise Refused("Donnez un libellé à chaque niveau.")
    if labels != base.scale.labels and not data.equivalent:
        raise Refused(ASK_EQUIVALENT, field="equivalent")
    equivalent = told(data.equivalent)
    scale = replace(
        grid.scale,
        labels=labels,
        not_applicable=data.not_applicable,
        unknown=data.unknown,
        evidence_labels=evidence,
        equivalent=equivalent if labels != base.scale.labels or equivalent is False else None,
    )
    return replace(grid, scale=scale)


def _change_thresholds(grid: Grid, data: ThresholdsForm) -> Grid:
    strongest, steps = grid.scale.strongest_evidence, grid.scale.max - grid.scale.min
    if data.high_confidence_evidence > strongest:
        sentence = f"Écrivez au plus {strongest}\u00a0: c’est la preuve la plus forte."
        raise Refused(sentence, field="high_confidence_evidence")
    if data.question_gap_levels > steps:
        sentence = f"Écrivez au plus {steps}\u00a0: l’échelle n’a que {steps + 1} niveaux."
        raise Refused(sentence, field="question_gap_levels")
    for threshold in THRESHOLDS:
        value = getattr(data, threshold.key)
        number = float(value / 100) if threshold.kind == "share" else weight_of(value)
        part = replace(getattr(grid, threshold.part), **{threshold.key: number})
        grid = replace(grid, **{threshold.part: part})
    return grid


def _change_approaches(grid: Grid, data: ApproachesForm) -> Grid:
    """A known line keeps its code; a new one gets its own; a blank one is retired, when no question follows it."""
    known = {line.code for line in grid.approaches}
    kept: list[Approach] = []
    for rank, line in enumerate(data.approaches):
        if line.code in known and not line.label:
            _check_idle(grid, line.code, f"approaches-{rank}-label")
        elif line.label:
            code = line.code if line.code in known else free_code(line.label, known | {own.code for own in kept})
            kept.append(Approach(code, line.label))
    if not kept:
        raise Refused("Gardez au moins une approche.")
    return replace(grid, approaches=tuple(kept))


def _check_idle(grid: Grid, code: str, field: str) -> None:
    following = [own.code for own in grid.questions.values() if own.approach == code]
    if following:
        raise Refused(f"Des questions suivent cette approche\u00a0: {', '.join(following)}.", field=field)


def _lines(name: str, labels: Sequence[str]) -> Values:
    return {f"{name}-{rank}-label": label for rank, label in enumerate(labels)}
