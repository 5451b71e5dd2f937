"""Who sees what, rule by rule."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.restitution.disclosure import (
    Circle,
    Quote,
    circle_of,
    deviation_may_leave,
    gap_may_leave,
    profiles_that_may_leave,
    promises,
    quotes_for,
    range_may_leave,
    score_may_leave,
)
from evaluation import load_grid, parse_grid
from evaluation.grids import grid_text
from tests.factories import GRID

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 6))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"association": 3}, {"association"}),
        ({"association": 2}, set()),
        ({"association": 3, "collectivite": 3}, {"association", "collectivite"}),
        ({"association": 3, "collectivite": 3, "entreprise": 0}, {"association", "collectivite"}),
        # one masked alone would be found from the score: the smallest of the others is masked with it
        ({"association": 3, "collectivite": 1}, set()),
        ({"association": 4, "collectivite": 3, "entreprise": 2}, {"association"}),
        ({"association": 3, "collectivite": 3, "entreprise": 2}, {"collectivite"}),
        # two masked hide each other
        ({"association": 3, "collectivite": 1, "entreprise": 1}, {"association"}),
        ({}, set()),
    ],
)
def test_a_profile_leaves_from_three_respondents_and_never_gives_another_away(
    counts: Mapping[str, int], shown: set[str]
) -> None:
    assert profiles_that_may_leave(counts, 3) == shown


@given(COUNTS, st.integers(2, 5))
def test_no_profile_below_the_threshold_ever_leaves_nor_is_left_alone_hidden(
    counts: dict[str, int], least: int
) -> None:
    shown = profiles_that_may_leave(counts, least)
    hidden = [profile for profile, count in counts.items() if count and profile not in shown]
    assert all(counts[profile] >= least for profile in shown)
    assert not shown or len(hidden) != 1


@pytest.mark.parametrize(
    ("respondents", "profiles", "leaves"), [(1, 1, False), (2, 1, False), (3, 1, True), (2, 2, True), (0, 0, False)]
)
def test_a_score_of_one_profile_is_the_view_of_that_profile(respondents: int, profiles: int, leaves: bool) -> None:
    assert score_may_leave(respondents, profiles, 3) is leaves


@pytest.mark.parametrize(
    ("respondents", "least", "spread"),
    [
        (1, 3, (False, False)),
        (2, 2, (False, False)),
        (3, 3, (True, False)),
        (4, 3, (True, True)),
        (4, 5, (False, False)),
    ],
)
def test_sums_that_would_give_back_each_score_stay_inside(
    respondents: int, least: int, spread: tuple[bool, bool]
) -> None:
    assert (range_may_leave(respondents, least), deviation_may_leave(respondents, least)) == spread


def test_the_gap_between_profiles_leaves_when_all_of_them_may() -> None:
    assert gap_may_leave({"association": 3, "collectivite": 4}, 3)
    assert not gap_may_leave({"association": 3, "collectivite": 2}, 3)
    assert not gap_may_leave({"association": 5}, 3)


def test_inside_every_comment_is_read_and_only_the_fund_reads_names() -> None:
    quotes = [Quote("A1.1", "observed", "Bien", "association", "Les Rives", False)]
    (fund,) = quotes_for(Circle.FUND, quotes, {"association": 1}, 3)
    (alliance,) = quotes_for(Circle.ALLIANCE, quotes, {"association": 1}, 3)
    assert (fund.name, fund.profile) == ("Les Rives", "association")
    assert (alliance.name, alliance.profile, alliance.text) == (None, "association", "Bien")


def test_outside_a_comment_leaves_when_its_author_agreed_and_its_profile_when_it_may() -> None:
    quotes = [
        Quote("A1.1", "observed", "Accordé", "association", "Les Rives", True),
        Quote("A1.1", "observed", "Réservé", "association", "Les Rives", False),
        Quote("A1.1", "observed", "Seul de son profil", "collectivite", "La Ville", True),
    ]
    shown = quotes_for(Circle.OUTSIDE, quotes, {"association": 4, "collectivite": 1, "entreprise": 2}, 3)
    assert [(quote.text, quote.profile) for quote in shown] == [
        ("Accordé", "association"),
        ("Seul de son profil", None),
    ]
    assert {quote.name for quote in shown} == {None}


def test_a_reader_of_the_fund_reads_profiles_as_the_alliance_does() -> None:
    assert circle_of(runs_evaluations=True) is Circle.FUND
    assert circle_of(runs_evaluations=False) is Circle.ALLIANCE


def test_what_is_promised_says_the_threshold_of_the_grid() -> None:
    stricter = parse_grid(grid_text(GRID) + "\n[confidentiality]\nmin_respondents_per_profile = 5\n")
    assert "à partir de 3 répondants" in promises(load_grid(GRID))[3]
    assert "à partir de 5 répondants" in promises(stricter)[3]


def test_what_is_promised_says_that_numbered_answers_reach_a_funder() -> None:
    said = promises(load_grid(GRID))[3]
    assert "aucun partenaire n’est nommé" in said
    assert "répondant numéroté, sans nom" in said
    assert "le numéro change à chaque fichier" in said
