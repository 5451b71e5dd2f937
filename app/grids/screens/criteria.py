"""A criterion and an axis: their names, their weights, what partners are asked to weigh themselves."""

from collections.abc import Sequence
from functools import partial

from app.grids import edits
from app.grids.forms import AxisForm, CriterionForm, NewCriterion
from app.grids.queries import Draft
from app.grids.screens.screen import Profiles, Screen, approach_choices, as_number, known_approach, worded, words_of
from app.grids.words import weight_of
from evaluation import Criterion, Grid, Question
from evaluation.grid import PRIORITIES


def criterion_screen(draft: Draft, code: str, profiles: Profiles) -> Screen:
    own = edits.criterion_of(draft.grid, code)
    words, labels = worded("labels", own.labels, profiles)
    return Screen(
        title=f"Critère {code}",
        path=f"/criteres/{code}",
        template="grids/criterion.html",
        model=CriterionForm,
        values={"label": own.label, "weight": as_number(own.weight), **words},
        labels={"label": "Libellé", "weight": "Poids", **labels},
        edit=partial(_change_criterion, code),
        done=f"Le critère {code} est enregistré.",
        updated_at=draft.record.updated_at,
        anchor=f"critere-{code}",
        context={"criterion": own, "profiles": profiles, "axis": edits.axis_of_criterion(draft.grid, code)},
    )


def new_criterion_screen(draft: Draft, axis: str, published: Sequence[Grid]) -> Screen:
    home, grids = edits.axis_of(draft.grid, axis), [*published, draft.grid]
    code = edits.free_criterion_code(home, grids)
    return Screen(
        title="Ajouter un critère",
        path=f"/axes/{axis}/critere",
        template="grids/new_criterion.html",
        model=NewCriterion,
        values={"label": "", "weight": "1", "text": "", "approach": ""},
        labels={},
        edit=partial(_add, axis, code, edits.free_question_code(code, grids)),
        done=f"Le critère {code} est ajouté.",
        updated_at=draft.record.updated_at,
        anchor=f"critere-{code}",
        choices={"approach": approach_choices(draft.grid)},
        context={"home": home, "code": code},
    )


def axis_screen(draft: Draft, code: str) -> Screen:
    own = edits.axis_of(draft.grid, code)
    return Screen(
        title=f"Axe {own.label}",
        path=f"/axes/{code}",
        template="grids/axis.html",
        model=AxisForm,
        values={
            "label": own.label,
            "initial": own.initial,
            "by_priorities": own.by_priorities,
            "horizon_months": own.horizon_months,
        },
        labels={
            "label": "Libellé",
            "initial": "Situation initiale",
            "by_priorities": "Priorités des partenaires",
            "horizon_months": "Horizon en mois",
        },
        edit=partial(_change_axis, code),
        done=f"L’axe {own.label} est enregistré.",
        updated_at=draft.record.updated_at,
        anchor=f"axe-{code}",
        choices={"initial": {"": "non"}, "by_priorities": {"": "non"}},
        context={"axis": own},
    )


def _change_criterion(code: str, grid: Grid, data: CriterionForm) -> Grid:
    labels, weight = words_of(data.labels), weight_of(data.weight)
    return edits.change_criterion(grid, code, label=data.label, weight=weight, labels=labels)


def _add(axis: str, code: str, first: str, grid: Grid, data: NewCriterion) -> Grid:
    """A criterion comes with its first question: a grid is whole at every step."""
    question = Question(first, data.text, known_approach(grid, data.approach), 1, {})
    return edits.add_criterion(grid, axis, Criterion(code, data.label, weight_of(data.weight), (question,), {}))


def _change_axis(code: str, grid: Grid, data: AxisForm) -> Grid:
    return edits.change_axis(
        grid,
        code,
        label=data.label,
        initial=data.initial,
        horizon_months=data.horizon_months,
        weighting=PRIORITIES if data.by_priorities else "",
    )
