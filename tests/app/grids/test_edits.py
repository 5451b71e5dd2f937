"""Whatever is done to a draft, it stays a grid: read back from its file, with codes no other question ever had."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import DomainError, NotFound, Refused
from app.grids import edits
from app.grids.documents import faults_of, written
from app.grids.service import next_version
from evaluation import Criterion, Grid, Question, equivalence, parse_grid
from tests.evaluation.builders import GRID

Act = Callable[[Grid], Grid]
QUESTIONS = sorted(GRID.questions)
CRITERIA = sorted(criterion.code for axis in GRID.axes for criterion in axis.criteria)
AXES = [axis.code for axis in GRID.axes]
START = edits.as_a_draft(GRID, "1.1")


def added_question(criterion: str) -> Act:
    def act(grid: Grid) -> Grid:
        code = edits.free_question_code(criterion, [GRID, grid])
        return edits.add_question(grid, criterion, Question(code, f"Question {code}", "sens", 1, {}))

    return act


def added_criterion(axis: str) -> Act:
    def act(grid: Grid) -> Grid:
        code = edits.free_criterion_code(edits.axis_of(grid, axis), [GRID, grid])
        first = Question(edits.free_question_code(code, [GRID, grid]), f"Question de {code}", "sens", 1, {})
        return edits.add_criterion(grid, axis, Criterion(code, "Nouveau", 1, (first,), {}))

    return act


acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(lambda code: lambda grid: edits.retire_question(grid, code), st.sampled_from(QUESTIONS)),
    st.builds(lambda code: lambda grid: edits.restore_question(grid, GRID, code), st.sampled_from(QUESTIONS)),
    st.builds(lambda code: lambda grid: edits.retire_criterion(grid, code), st.sampled_from(CRITERIA)),
    st.builds(lambda code: lambda grid: edits.restore_criterion(grid, GRID, code), st.sampled_from(CRITERIA)),
    st.builds(
        lambda code, up: lambda grid: edits.move_question(grid, code, up=up), st.sampled_from(QUESTIONS), st.booleans()
    ),
    st.builds(
        lambda code, up: lambda grid: edits.move_criterion(grid, code, up=up), st.sampled_from(CRITERIA), st.booleans()
    ),
    st.builds(lambda code: lambda grid: edits.change_question(grid, code, weight=2), st.sampled_from(QUESTIONS)),
    st.builds(added_question, st.sampled_from(CRITERIA)),
    st.builds(added_criterion, st.sampled_from(AXES)),
)


@given(st.lists(acts, max_size=12))
@settings(max_examples=40, deadline=None)
def test_any_sequence_of_edits_leaves_a_grid_that_reads_back_the_same(sequence: list[Act]) -> None:
    grid = START
    for act in sequence:
        try:
            grid = act(grid)
        except DomainError:
            continue
    assert faults_of(written(grid)) == ()
    assert parse_grid(written(grid)) == grid
    found = equivalence({GRID.reference: GRID, grid.reference: grid}, GRID.reference, grid.reference)
    assert set(found.questions) == set(GRID.questions) & set(grid.questions)


def test_retiring_then_restoring_everything_leaves_the_same_questions() -> None:
    grid = edits.restore_criterion(edits.retire_criterion(START, "C1"), GRID, "C1")
    assert set(grid.questions) == set(START.questions)
    assert edits.restore_criterion(grid, GRID, "C1") == grid
    assert edits.restore_question(grid, GRID, "C1.1") == grid


def test_a_copy_owes_nothing_to_how_its_model_was_made() -> None:
    told = edits.change_question(START, "C1.1", same_as="C1.0", equivalent=True)
    model = replace(told, scale=replace(told.scale, equivalent=True))
    copy = edits.as_a_draft(model, "1.2")
    assert (copy.previous, copy.scale.equivalent) == (model.reference, None)
    assert (copy.questions["C1.1"].same_as, copy.questions["C1.1"].equivalent) == ("", None)


def test_a_new_code_jumps_over_every_code_ever_given() -> None:
    renamed = edits.change_question(START, "C1.2", code="C1.12", same_as="C1.2")
    assert edits.free_question_code("C1", [GRID, renamed]) == "C1.13"
    assert edits.free_criterion_code(GRID.axis("confiance"), [GRID]) == "E4"


@pytest.mark.parametrize("act", [edits.retire_question, edits.question_of, edits.criterion_of, edits.axis_of])
def test_what_is_not_in_the_draft_is_not_found(act: Callable[[Grid, str], object]) -> None:
    with pytest.raises(NotFound):
        act(START, "Z9")


def test_the_last_criterion_of_an_axis_stays() -> None:
    grid = edits.retire_criterion(edits.retire_criterion(START, "C1"), "C2")
    with pytest.raises(Refused, match="dernier critère"):
        edits.retire_criterion(grid, "C3")


@pytest.mark.parametrize(
    ("version", "taken", "following"),
    [("1.0", set(), "1.1"), ("1.0", {"1.1", "1.2"}, "1.3"), ("2.9", {"2.10"}, "2.11"), ("1.2.3", set(), "1.2.4")],
)
def test_the_next_number_is_the_first_one_free(version: str, taken: set[str], following: str) -> None:
    assert next_version(version, taken) == following
