"""A grid written down is read back the same."""

from dataclasses import replace
from datetime import date

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import Axis, Criterion, Grid, Question, grid_values, parse_grid
from tests.evaluation.builders import GRID

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda text: text.strip()
)
weights = st.one_of(st.integers(1, 5), st.floats(0.01, 100))
wordings = st.dictionaries(words, words, max_size=2)
maybe = st.sampled_from([None, True, False])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    shape = draw(st.lists(st.lists(st.integers(1, 2), min_size=1, max_size=2), min_size=1, max_size=3))
    axes = tuple(axis(draw, f"x{place}", sizes) for place, sizes in enumerate(shape))
    labels = tuple(draw(st.lists(words, min_size=2, max_size=6)))
    scale = replace(GRID.scale, max=len(labels) - 1, labels=labels, equivalent=draw(maybe))
    dialogue = replace(GRID.dialogue, question_gap_levels=1, dead_band_points=draw(st.floats(0, 100)))
    return replace(
        GRID,
        version=draw(words),
        title=draw(words),
        source=draw(words),
        published_on=draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        scale=scale,
        dialogue=dialogue,
        axes=axes,
        indices=(),
        confidentiality=replace(GRID.confidentiality, min_respondents_per_profile=draw(st.integers(2, 9))),
        previous=draw(st.sampled_from(["", "evaluation-partenariale@0.9"])),
    )


def axis(draw: st.DrawFn, code: str, sizes: list[int]) -> Axis:
    criteria = tuple(criterion(draw, f"{code}.{place}", size) for place, size in enumerate(sizes))
    horizon, weighting = draw(st.none() | st.integers(0, 400)), draw(st.sampled_from(["", "priorities"]))
    return Axis(code, draw(words), draw(words), draw(words), draw(st.booleans()), horizon, weighting, criteria)


def criterion(draw: st.DrawFn, code: str, size: int) -> Criterion:
    questions = tuple(question(draw, f"{code}.{place}") for place in range(size))
    return Criterion(code, draw(words), draw(weights), questions, draw(wordings))


def question(draw: st.DrawFn, code: str) -> Question:
    approach = draw(st.sampled_from([own.code for own in GRID.approaches]))
    same_as = draw(st.sampled_from(["", f"avant-{code}"]))
    return Question(code, draw(words), approach, draw(weights), draw(wordings), same_as, draw(maybe))


@given(grids())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_grid_reading_what_was_written_gives_it_back(grid: Grid) -> None:
    assert parse_grid(tomli_w.dumps(grid_values(grid))) == grid


def test_the_published_grid_is_written_and_read_back() -> None:
    text = tomli_w.dumps(grid_values(GRID))
    assert parse_grid(text) == GRID
    assert "equivalent" not in text
    assert "previous" not in text


def test_nothing_but_what_was_said_is_written() -> None:
    values = grid_values(replace(GRID, previous="evaluation-partenariale@0.9"))
    assert list(values)[:3] == ["id", "version", "previous"]
    assert grid_values(GRID)["scale"] == grid_values(replace(GRID, scale=replace(GRID.scale, equivalent=None)))["scale"]
