"""What a restitution shows is what the method computes, for a small review worked by hand."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.models import ProgrammeResult
from app.reviews.gather import gather_review
from app.reviews.restitution import Reread
from app.reviews.restitution_axes import Lane, ReviewAxis
from evaluation.programme import score_programme
from tests.app.reviews.situations import a_published_review
from tests.app.reviews_reading.readings import FUND, for_the

NEAR = {"abs": 1e-9}


@pytest.fixture
def result(session: Session) -> ProgrammeResult:
    return a_published_review(session)


@pytest.fixture
def own(session: Session, result: ProgrammeResult) -> Reread:
    return for_the(FUND, session, result)


def test_each_axis_bears_the_score_of_the_method(session: Session, result: ProgrammeResult, own: Reread) -> None:
    gathered = gather_review(session, result.review_id)
    reading = score_programme(gathered.grid.grid, gathered.inputs).reading
    assert reading is not None
    for axis in own.axes:
        expected = reading.axes[axis.code]
        assert axis.score == pytest.approx(expected.score, **NEAR)
        assert {lane.code: lane.mean for lane in axis.lanes if lane.mean is not None} == pytest.approx(
            dict(expected.profile_means), **NEAR
        )


def test_results_worked_by_hand(own: Reread) -> None:
    """Porteurs 66,7 on A1 (75 + 58,3 over two), 62,5 elsewhere; territoires 100; investisseurs 25; publics silent."""
    axis = own.axes[0]
    assert axis.code == "resultats"
    a1 = ((100 + 75) / 2 + (75 + 50) / 2) / 2
    others = (75 + 50) / 2
    carriers = (a1 + others + others) / 3
    assert lane(axis, "porteurs").mean == pytest.approx(carriers, **NEAR)
    assert axis.score == pytest.approx((carriers + 100 + 25) / 3, **NEAR)
    assert (axis.low, axis.high) == (25, 100)
    own_scores = sorted([(87.5 + 75 + 75) / 3, (62.5 + 50 + 50) / 3, 100, 25])
    assert axis.median == pytest.approx(sum(own_scores[1:3]) / 2, **NEAR)


def test_a_silent_viewpoint_keeps_its_line(own: Reread) -> None:
    public = lane(own.axes[0], "acteurs_publics")
    assert (public.mean, public.marks, public.words) == (None, (), "pas de réponse à cet axe")
    assert [line.label for line in own.voices.viewpoints] == [
        "Porteurs", "Territoires", "Investisseurs sociétaux", "Acteurs publics",
    ]  # fmt: skip
    assert [(line.invited, line.answered) for line in own.voices.viewpoints] == [(2, 2), (1, 1), (1, 1), (1, 0)]


def test_viewpoints_stand_in_the_same_order_whatever_they_say(own: Reread) -> None:
    orders = {tuple(lane.code for lane in axis.lanes) for axis in own.axes}
    assert orders == {("porteurs", "territoires", "investisseurs", "acteurs_publics")}


def test_each_impact_says_when_it_becomes_a_finding(own: Reread) -> None:
    """A programme begun on 1 January 2020, looked at on 1 May 2026."""
    said = {axis.code: axis.horizon.replace("\u00a0", " ") for axis in own.axes}
    assert said == {
        "resultats": "se constate tout de suite",
        "relation": "se constate tout de suite",
        "innovation": "signal : constat possible à partir du 1er janvier 2027 (7 ans)",
        "performance": "constat depuis le 1er juillet 2021 (18 mois)",
        "confiance": "signal : constat possible à partir du 1er janvier 2048 (28 ans)",
    }


def test_counts_stand_one_under_the_other_and_are_never_added(own: Reread) -> None:
    alliances = own.counts[0]
    assert [(line.viewpoint, line.low, line.high) for line in alliances.lines] == [
        ("Porteurs", Decimal(3), Decimal(3)),
        ("Territoires", Decimal(4), Decimal(6)),
    ]
    assert "ne s’additionnent pas" in alliances.words
    means = next(count for count in own.counts if count.code == "N4")
    assert [(line.low, line.unsaid) for line in means.lines] == [(None, "ne sait pas")]
    assert means.words == "Personne ne l’a compté."


def test_measured_figures_say_how_far_they_have_come(own: Reread) -> None:
    assert [(line.label, line.rate) for line in own.measured.lines] == [
        ("Territoires engagés", pytest.approx(0.8)), ("Projets menés à terme", pytest.approx(1.25)), ("Emplois", None),
    ]  # fmt: skip
    attained = own.measured.attained
    assert (attained.score, attained.measured, attained.usable) == (pytest.approx(90), 2, 2)
    assert own.measured.lines[2].why_not == "sans cible"


def test_points_of_dialogue_come_from_the_widest_gap(own: Reread) -> None:
    gaps = [point.gap for point in own.dialogue.points]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] == 75
    first = own.dialogue.points[0]
    assert "territoire" in first.sentence
    assert "investisseur sociétal" in first.sentence


def lane(axis: ReviewAxis, viewpoint: str) -> Lane:
    return next(lane for lane in axis.lanes if lane.code == viewpoint)
