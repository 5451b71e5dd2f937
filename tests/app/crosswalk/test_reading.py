"""A published result through a frame: the rule of the approaches, the walls of what leaves, what is left out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assessments.gather import inputs_of
from app.assessments.scores import inputs_values, reading_values
from app.crosswalk.document import Frame, Item, parse_frame
from app.crosswalk.official import official_texts
from app.crosswalk.reading import ItemReading, ItemState, bridge, read_frame
from app.restitution.outside import axis_outside
from evaluation import Answer, Campaign, Grid, Maturity, Respondent, score_campaign
from evaluation.answers import read_sheets
from evaluation.lens import questions_score
from tests.evaluation.builders import GRID
from tests.evaluation.versions import by_reference, question, version, without

CAD, IMPACTS = parse_frame(official_texts()["cad"]), parse_frame(official_texts()["impacts"])
Levels = dict[str, int | str]
PROFILES = ("association", "collectivite", "entreprise", "academique")


def frozen(*partners: tuple[str, Levels], grid: Grid = GRID, moment: str = "in_itinere") -> dict[str, Any]:
    """A campaign as it is kept when published; each partner: its profile, its answers by question."""
    reading = "observed" if moment != "ex_ante" else "initial"
    respondents = tuple(
        Respondent(f"P{rank}", profile, tuple(Answer(code, reading, value) for code, value in answers.items()))
        for rank, (profile, answers) in enumerate(partners, 1)
    )
    campaign = Campaign("c1", moment, date(2025, 2, 1), respondents)
    readings = [reading_values(own) for own in score_campaign(grid, campaign)]
    return {"readings": readings, "inputs": inputs_values(campaign)}


def read(frame: Frame, scores: dict[str, Any], grid: Grid = GRID, reading: str = "observed") -> dict[str, ItemReading]:
    over = bridge(by_reference(grid), frame.grid, grid.reference)
    return {own.item.code: own for own in read_frame(frame, grid, over, scores, reading)}


def all_at(level: int, grid: Grid = GRID) -> Levels:
    return dict.fromkeys(grid.questions, level)


def test_an_item_is_the_mean_of_each_respondent_then_of_the_profiles() -> None:
    """Two associations at 100 and 50, one town at 25: (75 + 25) / 2."""
    scores = frozen(("association", all_at(4)), ("association", all_at(2)), ("collectivite", {"A3.1": 0, "A3.2": 2}))
    own = read(CAD, scores)["efficience"]
    assert (own.score, own.state, own.respondents, own.profiles) == (50.0, ItemState.PUBLISHED, 3, 2)
    assert (own.questions, own.coverage) == (("A3.1", "A3.2"), 1.0)


def test_an_item_of_the_questions_of_an_approach_says_what_the_approach_says() -> None:
    scores = frozen(("association", all_at(3)), ("collectivite", all_at(1) | {"A3.1": 4}))
    codes = tuple(code for code, own in GRID.questions.items() if own.approach == "efficience")
    frame = replace(CAD, items=(Item("efficience", "Efficience", "", "", "", codes),))
    (kept,) = scores["readings"]
    assert read(frame, scores)["efficience"].score == kept["approaches"]["efficience"]


def test_an_item_that_is_an_axis_never_contradicts_its_published_score() -> None:
    """A plain mean of the four questions would be 62,5; the axis, criterion first, says otherwise."""
    levels: Levels = {"C1.1": 4, "C1.2": 4, "C2.1": 1, "C3.1": 1}
    scores = frozen(("association", levels), ("collectivite", levels))
    own = read(IMPACTS, scores)["innovation"]
    assert own.score == scores["readings"][0]["axes"]["innovation"]["score"] == 50.0
    assert own.questions == ("C1.1", "C1.2", "C2.1", "C3.1")


def test_an_item_is_no_riper_than_the_youngest_of_its_questions() -> None:
    """Results are findings at once; innovation is a signal for seven years: « durabilité » asks for C2.1."""
    own = read(CAD, frozen(("association", all_at(3)), ("collectivite", all_at(2))))
    assert (own["efficience"].maturity, own["durabilite"].maturity) == (Maturity.FINDING, Maturity.SIGNAL)
    before = frozen(("association", all_at(3)), ("collectivite", all_at(2)), moment="ex_ante")
    assert read(CAD, before, reading="initial")["coherence"].maturity is Maturity.INITIAL
    assert read(IMPACTS, frozen(("association", all_at(3))))["confiance"].maturity is Maturity.SIGNAL


def test_what_only_one_partner_said_stays_inside() -> None:
    scores = frozen(("association", all_at(4)), ("collectivite", all_at(2) | dict.fromkeys(("A3.1", "A3.2"), "NSP")))
    own = read(CAD, scores)
    assert (own["efficience"].score, own["efficience"].state) == (None, ItemState.MASKED)
    assert own["efficacite"].score == 75.0


def test_too_few_answers_show_no_number() -> None:
    silent: Levels = {}
    scores = frozen(("association", all_at(4)), ("collectivite", silent), ("entreprise", silent))
    assert {own.state for own in read(CAD, scores).values()} == {ItemState.INSUFFICIENT}
    absent: Levels = dict.fromkeys(("A3.1", "A3.2"), "NA")
    scores = frozen(("association", all_at(4)), ("collectivite", absent), ("entreprise", absent))
    assert read(CAD, scores)["efficience"].state is ItemState.NOT_SUITED


def test_the_initial_situation_reads_only_what_it_asks() -> None:
    scores = frozen(("association", all_at(2)), ("collectivite", all_at(2)), moment="ex_ante")
    own = read(CAD, scores, reading="initial")
    assert own["efficacite"].state is ItemState.NOT_ASKED
    assert (own["coherence"].questions, own["coherence"].not_asked) == (("E3.1",), ("A4.1",))
    assert read(IMPACTS, scores, reading="initial")["innovation"].state is ItemState.NOT_ASKED


def test_what_the_grid_does_not_ask_is_said_and_has_no_value() -> None:
    frame = parse_frame(official_texts()["dimensions"])
    own = read(frame, frozen(("association", all_at(4)), ("collectivite", all_at(4))))["combien"]
    assert (own.state, own.score, own.questions) == (ItemState.NOT_IN_THE_GRID, None, ())


def test_answers_of_another_version_are_read_by_the_questions_that_mean_the_same() -> None:
    later = version("1.1", question("A3.1", code="A3.9", same_as="A3.1"), question("A3.2", equivalent=False))
    scores = frozen(("association", all_at(4, later)), ("collectivite", all_at(2, later)), grid=later)
    own = read(CAD, scores, later)["efficience"]
    assert (own.score, own.questions, own.apart) == (75.0, ("A3.9",), ("A3.2",))


def test_an_older_result_is_read_by_a_frame_of_a_later_version() -> None:
    later = version("1.1", question("A3.1", code="A3.9", same_as="A3.1"))
    items = (Item("moyens", "Moyens", "", "", "", ("A3.9", "A3.2")),)
    frame = replace(CAD, grid=later.reference, items=items)
    scores = frozen(("association", all_at(4)), ("collectivite", all_at(2)))
    over = bridge(by_reference(later), later.reference, GRID.reference)
    (own,) = read_frame(frame, GRID, over, scores, "observed")
    assert (own.score, own.questions, own.apart) == (75.0, ("A3.1", "A3.2"), ())


def test_an_axis_that_no_longer_compares_is_left_out() -> None:
    later = version("1.1", without("C1.2"))
    scores = frozen(("association", all_at(4, later)), ("collectivite", all_at(2, later)), grid=later)
    own = read(IMPACTS, scores, later)
    assert (own["innovation"].state, own["innovation"].score) == (ItemState.APART, None)
    assert own["confiance"].score == 75.0


def test_nothing_left_in_the_other_version_is_said() -> None:
    later = version("1.1", question("A3.1", equivalent=False), question("A3.2", equivalent=False))
    scores = frozen(("association", all_at(4, later)), ("collectivite", all_at(2, later)), grid=later)
    own = read(CAD, scores, later)["efficience"]
    assert (own.state, own.apart) == (ItemState.APART, ("A3.1", "A3.2"))


ANSWERS = st.dictionaries(
    st.sampled_from(sorted(GRID.questions)), st.sampled_from([0, 1, 2, 3, 4, "NA", "NSP"]), max_size=28
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PROFILES), ANSWERS), min_size=1, max_size=6))
def test_whatever_is_answered_nothing_of_one_partner_or_one_small_profile_is_shown(
    partners: list[tuple[str, Levels]],
) -> None:
    scores = frozen(*partners)
    sheets = read_sheets(GRID.axes, inputs_of(scores), "observed")
    for own in read(CAD, scores).values():
        if own.score is not None:
            assert own.profiles >= 2 or own.respondents >= 3
            assert own.score == questions_score(GRID, own.questions, sheets)
            assert own.coverage is not None
            assert own.coverage >= GRID.publication.provisional_coverage - 1e-9
    for own in read(IMPACTS, scores).values():
        assert own.score == axis_outside(scores["readings"][0]["axes"][own.item.axis], 3).score


@pytest.mark.parametrize("state", ItemState)
def test_every_state_has_its_words(state: ItemState) -> None:
    assert state.label
    assert state.tone in ("done", "hatch", "quiet")
