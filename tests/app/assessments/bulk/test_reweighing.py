"""With a changed weight, only the axes that depend on it are computed again, and all scores are as if all were."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest

from app.assessments.bulk import reweighing
from app.assessments.bulk.plan import plan_of
from app.assessments.bulk.reweighing import reweighed
from app.assessments.bulk.scoring import score
from evaluation import Answer, Campaign, Grid, Reading, Respondent
from tests.app.assessments.bulk.sides import marks_of
from tests.evaluation.builders import GRID
from tests.evaluation.versions import criterion, question

PLAN = plan_of(GRID, Reading.OBSERVED)
EDITS = {
    "a criterion": criterion("B2", weight=3)(GRID),
    "a question": question("A1.2", weight=0.3)(GRID),
    "a priority-weighted criterion": criterion("D2", weight=2.5)(GRID),
    "a criterion that weighs nothing": criterion("B2", weight=0)(GRID),
    "a priority-weighted one that weighs nothing": criterion("D2", weight=0)(GRID),
    "two axes": question("E3.1", weight=4)(criterion("C1", weight=0.2)(GRID)),
    "nothing": GRID,
    "a threshold": replace(GRID, publication=replace(GRID.publication, published_coverage=0.9)),
}


def drawn_campaigns() -> list[Campaign]:
    random = Random(28)
    return [Campaign(f"{rank}", "ex_post", date(2025, 1, 31), tuple(partners(random))) for rank in range(30)]


def partners(random: Random) -> list[Respondent]:
    values: list[int | str] = [0, 1, 2, 3, 4, "NA", "NSP"]
    return [
        Respondent(
            f"{rank}",
            random.choice(("association", "entreprise", "collectivite")),
            tuple(
                Answer(code, "observed", random.choice(values), random.randrange(3))
                for code in GRID.questions
                if random.random() < 0.8
            ),
            {code: random.randrange(3) for code in GRID.prioritised_criteria},
        )
        for rank in range(random.randrange(1, 6))
    ]


MARKS = marks_of(PLAN, drawn_campaigns())


@pytest.mark.parametrize("name", EDITS)
def test_the_scores_are_those_of_a_whole_computation(name: str) -> None:
    found = reweighed(score(PLAN, MARKS), EDITS[name], MARKS)
    same(found, score(plan_of(EDITS[name], Reading.OBSERVED), MARKS))


def same(found: Any, wanted: Any) -> None:
    """Every table of it, none equal to none."""
    for own in fields(wanted):
        one, other = getattr(found, own.name), getattr(wanted, own.name)
        if isinstance(other, np.ndarray):
            np.testing.assert_allclose(one, other, rtol=0, atol=1e-9, err_msg=own.name)
        elif is_dataclass(other) and own.name != "plan":
            same(one, other)


def test_a_changed_weight_changes_scores() -> None:
    before = score(PLAN, MARKS)
    after = reweighed(before, EDITS["a criterion"], MARKS)
    changed = ~np.isclose(before.means.axes, after.means.axes, equal_nan=True)
    assert changed.any(axis=1).tolist() == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("name", "asked"), [("a criterion", []), ("a question", [1]), ("two axes", [1]), ("nothing", [])]
)
def test_only_what_depends_on_it_is_computed(name: str, asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an axis whose questions weigh as before, not even its criteria."""
    before, sizes = score(PLAN, MARKS), []

    def told(plan: Any, marks: Any) -> Any:
        sizes.append(len(plan.axes))
        return score(plan, marks)

    monkeypatch.setattr(reweighing, "score", told)
    grid: Grid = EDITS[name]
    reweighed(before, grid, MARKS)
    assert sizes == asked
