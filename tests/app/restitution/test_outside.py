"""A published axis on its way out: what is left of it, whatever the answers."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.assessments.scores import axis_values, reading_values
from app.restitution.outside import OutsideAxis, OutsideProfile, approaches_outside, axis_outside, spread_outside
from evaluation import score_reading
from tests.evaluation.builders import GRID, OBSERVED, campaign_of

PROFILES = ("association", "collectivite", "entreprise", "academique")
ANSWERS = st.lists(st.sampled_from(["0", "1", "2", "3", "4", "x", "?", "."]), min_size=4, max_size=4)
PARTNERS = st.lists(st.tuples(st.sampled_from(PROFILES), ANSWERS), min_size=1, max_size=9)


def frozen(notation: str) -> dict[str, Any]:
    """The axis « innovation » of a campaign as it is kept."""
    return axis_values(score_reading(GRID, campaign_of(notation), OBSERVED).axes["innovation"])


def test_three_associations_and_three_towns_are_shown_with_their_gap() -> None:
    axis = frozen(" | ".join(["association 3 3 3 3"] * 3 + ["collectivite 1 1 1 1"] * 3))
    assert axis_outside(axis, 3) == OutsideAxis(
        score=50.0,
        range=50.0,
        deviation=25.0,
        profile_gap=50.0,
        profiles=(OutsideProfile("association", 3, 75.0), OutsideProfile("collectivite", 3, 25.0)),
    )


def test_a_profile_too_few_takes_the_smallest_other_and_the_gap_with_it() -> None:
    axis = frozen(" | ".join(["association 3 3 3 3"] * 4 + ["academique 4 4 4 4"] * 3 + ["collectivite 1 1 1 1"]))
    leaves = axis_outside(axis, 3)
    assert [one.profile for one in leaves.profiles] == ["association"]
    assert leaves.profile_gap is None
    assert leaves.score is not None


def test_an_axis_without_a_number_gives_nothing() -> None:
    assert axis_outside(frozen("association 3 . . . | collectivite . . . ."), 3) == OutsideAxis()


def test_a_provisional_score_of_one_partner_stays_inside() -> None:
    axis = frozen("association 3 3 3 3 | collectivite . . . .")
    assert (axis["status"], axis["score"]) == ("provisional", 75.0)
    assert axis_outside(axis, 3) == OutsideAxis()


def test_two_partners_of_two_profiles_give_their_score_and_nothing_beside() -> None:
    axis = frozen("association 3 3 3 3 | collectivite 1 1 1 1")
    assert axis_outside(axis, 3) == OutsideAxis(score=50.0)
    assert spread_outside(axis, 2, 2, 3) == OutsideAxis(score=50.0)


@given(PARTNERS, st.integers(2, 4))
def test_no_answers_ever_make_a_partner_or_a_small_profile_leave(
    partners: list[tuple[str, list[str]]], least: int
) -> None:
    axis = frozen(" | ".join(f"{profile} {' '.join(marks)}" for profile, marks in partners))
    leaves = axis_outside(axis, least)
    counts = Counter(own["profile"] for own in axis["by_respondent"] if own["score"] is not None)
    assert all(counts[one.profile] == one.respondents >= least for one in leaves.profiles)
    assert not leaves.profiles or len(counts) - len(leaves.profiles) != 1
    assert leaves.score is None or len(counts) > 1 or sum(counts.values()) >= least
    assert leaves.range is None or sum(counts.values()) >= 3
    assert leaves.deviation is None or sum(counts.values()) >= 4
    assert leaves.profile_gap is None or len(leaves.profiles) == len(counts)


def test_an_approach_heard_from_one_partner_stays_inside() -> None:
    """C1.1 to C3.1 belong to several approaches; the second partner speaks of the first question only."""
    campaign = campaign_of("association 3 4 3 2 | collectivite 1 . . .")
    kept = reading_values(score_reading(GRID, campaign, OBSERVED))
    leaves = approaches_outside(GRID, kept, campaign, 3)
    first = next(question.approach for question in GRID.axis("innovation").questions)
    alone = {question.approach for question in GRID.axis("innovation").questions[1:]} - {first}
    assert leaves[first] == kept["approaches"][first] is not None
    assert alone
    assert {leaves[code] for code in alone} == {None}
    assert all(kept["approaches"][code] is not None for code in alone)
