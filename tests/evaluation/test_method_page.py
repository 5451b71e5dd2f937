"""The page a funder reads says what the grid and the rules do."""

import re
from pathlib import Path

import pytest

from evaluation import FORMULA_VERSION, score_campaign
from evaluation.words import INTERREGIONAL, NOT_APPLICABLE, UNKNOWN, Level, Maturity, Moment, Reading, Status
from tests.evaluation.builders import GRID, campaign_of
from tests.evaluation.tables import shown

DOCS = Path(__file__).parents[2] / "docs"
METHOD = re.sub(r"\s+", " ", (DOCS / "method.md").read_text(encoding="utf-8"))
GLOSSARY = (DOCS / "glossaire.md").read_text(encoding="utf-8")
RULES, DIALOGUE = GRID.publication, GRID.dialogue


def test_the_page_names_the_versions_it_describes() -> None:
    assert f"version {GRID.version} ; formule de calcul : version {FORMULA_VERSION}" in METHOD


@pytest.mark.parametrize("label", [axis.label for axis in GRID.axes] + [approach.label for approach in GRID.approaches])
def test_the_page_names_every_axis_and_approach(label: str) -> None:
    assert label.lower() in METHOD.lower()


@pytest.mark.parametrize(
    "sentence",
    [
        f"{sum(len(axis.questions) for axis in GRID.axes)} questions",
        f"couverture d’au moins {RULES.published_coverage:.0%}, deux répondants",
        f"couverture d’au moins {RULES.provisional_coverage:.0%} et un répondant",
        f"une couverture d’au moins {RULES.high_confidence_coverage:.0%}",
        f"au moins {DIALOGUE.criterion_gap_points:.0f} points",
        f"moins de {shown(DIALOGUE.dead_band_points)} points",
    ],
)
def test_the_page_gives_the_grids_own_numbers(sentence: str) -> None:
    assert sentence.replace("%", " %") in METHOD


def test_the_worked_example_is_what_the_rules_give() -> None:
    notation = "association 3 2 4 x | association 2 ? 3 1 | collectivite 4 3 3 2 | entreprise . . . ."
    axis = score_campaign(GRID, campaign_of(notation))[0].axes["innovation"]
    for number in (axis.score, axis.coverage and 100 * axis.coverage, *(own.score for own in axis.by_respondent)):
        assert shown(number) in METHOD
    assert (axis.confidence, axis.dialogue_questions) == ("B", ("C1.1",))


@pytest.mark.parametrize(
    "word", [*Moment, *Reading, *Status, *Maturity, *Level, INTERREGIONAL, NOT_APPLICABLE, UNKNOWN]
)
def test_the_glossary_holds_every_word_of_the_method(word: str) -> None:
    assert f"`{word}`" in GLOSSARY
