"""The same rules twice, in `evaluation` and as arrays: equal to 1e-9 on every case and on any campaigns."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.assessments.bulk.plan import plan_of
from evaluation import Answer, Campaign, Grid, Moment, Reading, Respondent
from evaluation.case_reader import read_grid, read_project, read_projects
from evaluation.fields import CaseError, fields_of
from tests.app.assessments.bulk.sides import hold_equal, scored
from tests.evaluation.builders import GRID

CASES = sorted(Path("tests/evaluation/cases").glob("*.json"))
PROFILES = ("association", "entreprise", "collectivite", "fondation")
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def other_weights(grid: Grid) -> Grid:
    """Weights that no computer holds exactly, other thresholds, another scale: a second version of the grid."""
    axes = tuple(
        replace(
            axis,
            criteria=tuple(
                replace(
                    criterion,
                    weight=0.7 + rank / 3,
                    questions=tuple(replace(own, weight=0.1 * (at + 1)) for at, own in enumerate(criterion.questions)),
                )
                for rank, criterion in enumerate(axis.criteria)
            ),
        )
        for axis in grid.axes
    )
    rules = replace(grid.publication, criterion_min_valued=0.3, published_coverage=0.45, high_confidence_evidence=0.5)
    scale = replace(grid.scale, min=1, max=4, labels=grid.scale.labels[1:])
    return replace(grid, version="2.0", axes=axes, publication=rules, scale=scale)


GRIDS = {"published": GRID, "other weights": other_weights(GRID)}


@st.composite
def partners(draw: st.DrawFn, grid: Grid, readings: tuple[str, ...], code: str) -> Respondent:
    """Silent ones, « sans objet », « ne sait pas » and blanks among the levels; any priority."""
    levels = st.integers(grid.scale.min, grid.scale.max)
    values: st.SearchStrategy[int | str] = levels | st.sampled_from(["NA", "NSP"])
    cells = [(question, reading) for question in grid.questions for reading in readings]
    talk = draw(st.sampled_from([0, 0.3, 1]))
    kept = cells if talk == 1 else draw(st.lists(st.sampled_from(cells), unique=True)) if talk else []
    answers = tuple(Answer(*cell, draw(values), draw(st.integers(0, 2))) for cell in kept)
    priorities = draw(st.dictionaries(st.sampled_from(grid.prioritised_criteria), st.integers(0, 2)))
    return Respondent(code, draw(st.sampled_from(PROFILES)), answers, priorities)


@st.composite
def campaigns(draw: st.DrawFn, grid: Grid) -> list[Campaign]:
    found = []
    for rank, moment in enumerate(draw(st.lists(st.sampled_from(list(Moment)), min_size=1, max_size=4))):
        empty = Campaign(f"{rank}", moment, date(2025, 1, 31))
        count = draw(st.integers(0, 6))
        invited = tuple(draw(partners(grid, empty.readings, f"{rank}-{one}")) for one in range(count))
        found.append(replace(empty, respondents=invited))
    return found


@pytest.mark.parametrize("name", GRIDS)
@given(data=st.data())
@many
def test_any_campaigns_have_the_same_scores_on_both_sides(name: str, data: st.DataObject) -> None:
    hold_equal(GRIDS[name], data.draw(campaigns(GRIDS[name])))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_has_the_same_scores_on_both_sides(path: Path) -> None:
    whole = fields_of(json.loads(path.read_text(encoding="utf-8")), "Cas", CaseError)
    case = fields_of(whole.data["case"], "Cas", CaseError)
    grid = read_grid(case, whole)
    projects = [project for project, _ in read_projects(grid, case)] if "projects" in case.data else None
    kept = projects if projects is not None else [read_project(grid, case)]
    hold_equal(grid, [campaign for project in kept for campaign in project.campaigns])


@given(campaigns(GRID))
@settings(many, max_examples=20)
def test_a_corrected_answer_moves_only_its_campaign(drawn: list[Campaign]) -> None:
    plan, asking = plan_of(GRID, Reading.OBSERVED), [own for own in drawn if Reading.OBSERVED in own.readings]
    if not asking:
        return
    first, *others = asking
    others = [own for own in others if own.respondents]
    corrected = replace(first, respondents=(*first.respondents, Respondent("new", "citoyens", all_four(plan.reading))))
    hold_equal(GRID, [corrected, *others])
    if others:
        before, after = scored(GRID, plan.reading, others), scored(GRID, plan.reading, [corrected, *others])
        assert before.scores.tobytes() == after.scores[:, 1:].tobytes()


def all_four(reading: Reading) -> tuple[Answer, ...]:
    return tuple(Answer(code, reading, 4) for code in GRID.questions)
