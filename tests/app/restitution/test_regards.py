"""How a question is looked at, and what of it each circle may read."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assessments.gather import Gathered
from app.assessments.scores import frozen_scores
from app.restitution.disclosure import Circle, Quote
from app.restitution.drawing import Told
from app.restitution.regards import Regards, by_gap, plain, spread_of, views_of
from app.restitution.views import Restitution, restitution
from evaluation import Campaign, Reading, score_campaign
from tests.evaluation.builders import GRID, campaign_of

LABELS = {"association": "Association", "collectivite": "Collectivité", "entreprise": "Entreprise"}
MARKS = st.lists(st.sampled_from(["0", "1", "2", "3", "4", "x", "?", "."]), min_size=4, max_size=4)
PARTNERS = st.lists(st.tuples(st.sampled_from(list(LABELS)), MARKS), min_size=1, max_size=6)


def test_views_come_in_the_order_of_names_whatever_the_scores() -> None:
    views = views_of([("entreprise", 100), ("collectivite", 0), ("association", 50), ("association", 100)], LABELS)
    assert [view.label for view in views] == ["Association", "Collectivité", "Entreprise"]
    assert [(view.score, view.low, view.high, view.respondents) for view in views] == [
        (75, 50, 100, 2),
        (0, 0, 0, 1),
        (100, 100, 100, 1),
    ]


def test_the_widest_gap_comes_first_and_equal_ones_keep_the_order_of_the_grid() -> None:
    given_points = {"A1.1": [50, 75], "A1.2": [0, 100], "B1.1": [25, 50], "C1.1": [0, 100]}
    assert [one.code for one in by_gap(regards(code, points) for code, points in given_points.items())] == [
        "A1.2",
        "C1.1",
        "A1.1",
        "B1.1",
    ]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "aucun niveau donné"),
        ([75], "un seul regard"),
        ([75, 75], "tous à 75"),
        ([25, 75, 100], "médiane 75, de 25 à 100"),
        ([0, 25, 50, 100], "médiane 37,5, de 0 à 100"),
    ],
)
def test_the_spread_is_said_in_words(points: Sequence[float], words: str) -> None:
    assert regards("A1.1", points).spread_words == words


@pytest.mark.parametrize(("value", "shown"), [(75.0, "75"), (62.5, "62,5"), (66.66667, "66,7"), (-12.5, "−12,5")])
def test_a_number_in_a_sentence_has_no_useless_decimal(value: float, shown: str) -> None:
    assert plain(value) == shown


@given(PARTNERS)
def test_the_alliance_never_reads_a_name_and_the_fund_reads_them_beside_comments(
    partners: list[tuple[str, list[str]]],
) -> None:
    campaign = campaign_of(" | ".join(f"{profile} {' '.join(marks)}" for profile, marks in partners))
    assert "Organisation" not in repr(given_back(campaign, Circle.ALLIANCE))
    assert "Organisation P1" in repr(given_back(campaign, Circle.FUND))


@given(PARTNERS)
def test_each_point_holds_the_gap_that_the_method_found(partners: list[tuple[str, list[str]]]) -> None:
    campaign = campaign_of(" | ".join(f"{profile} {' '.join(marks)}" for profile, marks in partners))
    found = given_back(campaign, Circle.ALLIANCE)
    gaps = [one.gap for one in found.points]
    assert gaps == sorted(gaps, reverse=True)
    least = min(GRID.dialogue.criterion_gap_points, 25 * GRID.dialogue.question_gap_levels)
    assert all(gap >= least for gap in gaps)
    assert all(
        one.low is not None and one.low <= view.score <= (one.high or 0) for one in found.points for view in one.views
    )


def test_the_reader_finds_its_own_answers_and_no_other_reader_does() -> None:
    campaign = campaign_of("association 3 2 4 x | collectivite 4 3 3 2")
    own = question(given_back(campaign, Circle.ALLIANCE, own="P1"), "C1.1")
    assert (own.own, own.own_words) == (75.0, "Vous\u00a0: fort, soit 75.")
    assert ("own", 75.0, "Vous\u00a0: 75") in own.marks
    nobody = question(given_back(campaign, Circle.ALLIANCE), "C1.1")
    assert (nobody.own, nobody.own_words) == (None, "")


def test_sans_objet_is_no_answer_of_ones_own() -> None:
    campaign = campaign_of("association 3 2 4 x | collectivite 4 3 3 2")
    assert question(given_back(campaign, Circle.ALLIANCE, own="P1"), "C3.1").own is None


def given_back(campaign: Campaign, circle: Circle, own: str = "") -> Restitution:
    readings = score_campaign(GRID, campaign)
    ids = {one.id: rank for rank, one in enumerate(campaign.respondents, 1)}
    gathered = Gathered(1, 1, date(2023, 1, 1), GRID.reference, GRID, campaign, ids)
    scores = frozen_scores(gathered, readings, {code: f"Organisation {code}" for code in ids})
    quotes = [
        Quote("C1.1", "observed", f"Mot {one.id}", one.profile, f"Organisation {one.id}", False, one.id)
        for one in campaign.respondents
    ]
    return restitution(Told(GRID, scores, LABELS, quotes, circle, own), Reading.OBSERVED)


def question(found: Restitution, code: str) -> Regards:
    return next(own for axis in found.axes for part in axis.criteria for own in part.questions if own.code == code)


def regards(code: str, points: Sequence[float]) -> Regards:
    middle, low, high = spread_of(points)
    views = views_of([("association", value) for value in points], LABELS)
    return Regards("Question", code, "Le texte", (), "resultats", "Résultats", views, middle, low, high)
