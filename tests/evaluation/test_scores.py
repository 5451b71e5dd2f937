"""What a page needs beside the number: dots, means by profile, cells, points of dialogue, axes not asked."""

from datetime import date

from evaluation import FORMULA_VERSION, Reading, score_campaign
from evaluation.words import Level, Maturity, Moment, Status
from tests.evaluation.builders import GRID, campaign_of

EXAMPLE = "association 3 2 4 x | association 2 ? 3 1 | collectivite 4 3 3 2 | entreprise . . . ."


def test_each_partner_keeps_its_own_score_and_criteria() -> None:
    axis = score_campaign(GRID, campaign_of(EXAMPLE))[0].axes["innovation"]
    dots = {own.respondent: (own.profile, own.score) for own in axis.by_respondent}
    assert dots["P1"] == ("association", 81.25)
    assert dots["P4"] == ("entreprise", None)
    assert axis.by_respondent[1].criteria == {"C1": 50, "C2": 75, "C3": 25}


def test_means_by_profile_leave_silent_partners_out() -> None:
    axis = score_campaign(GRID, campaign_of(EXAMPLE))[0].axes["innovation"]
    assert list(axis.profile_means) == ["association", "collectivite"]
    assert axis.profile_means["association"] == 65.625


def test_cells_are_counted_over_all_invited_partners() -> None:
    counts = score_campaign(GRID, campaign_of(EXAMPLE))[0].axes["innovation"].counts
    assert (counts.total, counts.not_applicable, counts.applicable, counts.valued, counts.strong) == (16, 1, 15, 10, 6)


def test_a_gap_of_two_levels_is_a_point_of_dialogue() -> None:
    axis = score_campaign(GRID, campaign_of("association 1 2 3 x | entreprise 3 3 . 4"))[0].axes["innovation"]
    assert axis.dialogue_questions == ("C1.1",)
    assert axis.dialogue_criteria == ("C1",)


def test_one_partner_alone_differs_from_nobody() -> None:
    axis = score_campaign(GRID, campaign_of("association 0 4 0 4"))[0].axes["innovation"]
    assert (axis.dialogue_questions, axis.dialogue_criteria) == ((), ())
    assert axis.dispersion is not None
    assert (axis.dispersion.range, axis.dispersion.sd, axis.dispersion.profile_gap) == (0, 0, 0)


def test_the_initial_reading_names_the_axes_it_does_not_ask() -> None:
    initial, expected = score_campaign(GRID, campaign_of("association 3 3 3 3", moment="ex_ante", reading="expected"))
    assert initial.axes_not_asked == ("resultats", "innovation")
    assert (initial.reading, expected.axes_not_asked) == (Reading.INITIAL, ())


def test_a_disagreement_never_lowers_the_score() -> None:
    agreed = score_campaign(GRID, campaign_of("association 2 2 2 2 | entreprise 2 2 2 2"))[0].axes["innovation"]
    divided = score_campaign(GRID, campaign_of("association 0 0 0 0 | entreprise 4 4 4 4"))[0].axes["innovation"]
    assert agreed.score == divided.score == 50
    assert divided.dispersion is not None
    assert divided.dispersion.profile_gap == 100


def test_a_campaign_without_start_date_is_scored() -> None:
    dated = score_campaign(GRID, campaign_of(EXAMPLE), date(2000, 1, 1))[0].axes["innovation"]
    undated = score_campaign(GRID, campaign_of(EXAMPLE))[0].axes["innovation"]
    assert (dated.maturity, undated.maturity) == (Maturity.FINDING, Maturity.SIGNAL)
    assert dated.score == undated.score


def test_every_word_of_the_method_has_its_french_label() -> None:
    words = (*Moment, *Reading, *Status, *Maturity, *Level)
    assert all(word.label for word in words)
    assert FORMULA_VERSION == "1.0"
