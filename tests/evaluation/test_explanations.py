"""Why this score: the lines shown are the whole reason of the number."""

import json
from datetime import date
from pathlib import Path

import pytest

from evaluation import Campaign, Outcome, explain_axis
from evaluation.case_reader import read_project
from evaluation.fields import CaseError, Fields
from tests.evaluation.builders import GRID, OBSERVED, campaign_of

EXAMPLE = "association 3 2 4 x | association 2 ? 3 1 | collectivite 4 3 3 2 | entreprise . . . ."
CASES = Path(__file__).parent / "cases"


def test_the_lines_follow_the_grid_then_the_partners() -> None:
    lines = explain_axis(GRID, campaign_of(EXAMPLE), OBSERVED, "innovation").lines
    assert [(line.question, line.respondent) for line in lines[:5]] == [
        ("C1.1", "P1"),
        ("C1.1", "P2"),
        ("C1.1", "P3"),
        ("C1.1", "P4"),
        ("C1.2", "P1"),
    ]


def test_each_line_says_what_was_answered_and_what_became_of_it() -> None:
    lines = explain_axis(GRID, campaign_of(EXAMPLE), OBSERVED, "innovation").lines
    found = {(line.question, line.respondent): line for line in lines}
    kept = found["C1.1", "P1"]
    assert (kept.value_label, kept.points, kept.criterion_score, kept.outcome) == ("Fort", 75, 62.5, Outcome.KEPT)
    assert (found["C1.2", "P2"].value_label, found["C1.2", "P2"].outcome) == ("Ne sait pas", Outcome.UNKNOWN)
    assert (found["C3.1", "P1"].value_label, found["C3.1", "P1"].outcome) == ("Sans objet", Outcome.NOT_APPLICABLE)
    assert (found["C3.1", "P4"].value_label, found["C3.1", "P4"].outcome) == ("Sans réponse", Outcome.BLANK)


def test_a_share_says_how_much_of_the_score_an_answer_decides() -> None:
    lines = explain_axis(GRID, campaign_of(EXAMPLE), OBSERVED, "innovation").lines
    shares = {(line.question, line.respondent): line.share for line in lines}
    assert shares["C1.1", "P1"] == pytest.approx(1 / 3 / 2 / 2 / 2)
    assert shares["C1.1", "P2"] == pytest.approx(1 / 3 / 2 / 2)
    assert shares["C1.1", "P3"] == pytest.approx(1 / 3 / 2 / 2)
    assert shares["C1.2", "P2"] == 0


def test_a_criterion_answered_too_thinly_is_named() -> None:
    campaign = campaign_of("association 4 ? ? 3 3 3 3 3 | collectivite 2 2 2 2 2 2 2 2", "resultats")
    line = explain_axis(GRID, campaign, OBSERVED, "resultats").lines[0]
    assert (line.value, line.points, line.outcome) == (4, 100, Outcome.CRITERION_TOO_THIN)
    assert (line.criterion_score, line.share) == (None, 0)


def test_a_priority_zero_is_named_whatever_was_answered() -> None:
    notation = "association 4 0 4 4 priorités 1 0 2 1 | collectivite 3 3 3 3"
    lines = explain_axis(GRID, campaign_of(notation, "performance"), OBSERVED, "performance").lines
    found = {(line.question, line.respondent): line for line in lines}
    assert found["D2.1", "P1"].outcome is Outcome.PRIORITY_ZERO
    assert found["D3.1", "P1"].criterion_weight == 2
    assert found["D1.1", "P2"].criterion_label == "Cohésion sociale"
    assert "cohésion sociale" in found["D1.1", "P2"].text


def test_no_share_is_given_where_no_number_is_shown() -> None:
    explained = explain_axis(GRID, campaign_of("association 3 x x x | collectivite 3 x x x"), OBSERVED, "innovation")
    assert explained.score.score is None
    assert {line.share for line in explained.lines} == {None}


def test_every_outcome_has_its_french_sentence() -> None:
    assert all(outcome.label for outcome in Outcome)


def campaigns() -> list[tuple[Campaign, date | None]]:
    found = []
    for name in ("projet-01", "projet-02", "projet-03", "exemple-commente"):
        data = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["case"]
        project = read_project(GRID, Fields(data, "Cas", CaseError))
        found += [(campaign, project.start_date) for campaign in project.campaigns]
    return found


def test_points_times_shares_add_up_to_every_score_shown() -> None:
    checked = 0
    for campaign, start in campaigns():
        for reading in campaign.readings:
            for axis in GRID.axes_of(reading):
                explained = explain_axis(GRID, campaign, reading, axis.code, start)
                if explained.score.score is not None:
                    total = sum(line.contribution or 0 for line in explained.lines)
                    assert total == pytest.approx(explained.score.score, abs=1e-9)
                    assert sum(line.share or 0 for line in explained.lines) == pytest.approx(1)
                    checked += 1
    assert checked > 20
