"""Any set of questions read together: the rule of the approaches, the thresholds of an axis."""

import pytest

from evaluation import Status, score_reading
from evaluation.answers import read_sheets
from evaluation.lens import questions_score, read_lens
from tests.evaluation.builders import GRID, OBSERVED, campaign_of

# les réponses aux quatre questions de l’axe innovation, celles lues, le score, l’état, qui a parlé, la couverture
CASES = [
    ("association 4 2 . . | collectivite 2 . . .", ("C1.1", "C1.2"), 62.5, "published", (2, 2), 0.75),
    ("association 4 . . . | association 2 . . . | collectivite 0 . . .", ("C1.1",), 37.5, "published", (3, 2), 1.0),
    ("association 3 . . . | collectivite . . . .", ("C1.1",), 75.0, "provisional", (1, 1), 0.5),
    ("association 3 . . . | collectivite . . . .", ("C1.1", "C1.2"), None, "insufficient", (1, 1), 0.25),
    ("association x . . . | collectivite x . . . | entreprise 4 . . .", ("C1.1",), None, "not_suited", (1, 1), 1.0),
    ("association ? . . . | collectivite 2 . . .", ("C1.1",), 50.0, "provisional", (1, 1), 0.5),
    ("association 4 4 4 4 | collectivite 4 4 4 4", (), None, "insufficient", (0, 0), None),
]


@pytest.mark.parametrize(("notation", "codes", "score", "status", "heard", "coverage"), CASES)
def test_a_set_of_questions_is_read_with_what_stands_beside(
    notation: str,
    codes: tuple[str, ...],
    score: float | None,
    status: str,
    heard: tuple[int, int],
    coverage: float | None,
) -> None:
    found = read_lens(GRID, codes, read_sheets(GRID.axes, campaign_of(notation), OBSERVED))
    assert (found.score, found.status, (found.respondents, found.profiles)) == (score, Status(status), heard)
    assert found.counts.coverage == coverage


def test_read_as_an_approach_the_questions_give_the_score_of_the_approach() -> None:
    campaign = campaign_of("association 3 4 3 2 | collectivite 1 . x 4 | entreprise ? 0 1 .")
    scored, sheets = score_reading(GRID, campaign, OBSERVED), read_sheets(GRID.axes, campaign, OBSERVED)
    for approach in GRID.approaches:
        codes = [code for code, own in GRID.questions.items() if own.approach == approach.code]
        assert questions_score(GRID, codes, sheets) == scored.approaches[approach.code]


def test_a_question_out_by_priority_is_not_applicable() -> None:
    campaign = campaign_of("association 4 0 0 0 priorités 0 1 1 1 | collectivite 2 0 0 0", axis="performance")
    found = read_lens(GRID, ("D1.1",), read_sheets(GRID.axes, campaign, OBSERVED))
    assert (found.score, found.counts.not_applicable, found.respondents) == (50.0, 1, 1)
