"""From a campaign of one version to a campaign of another: only equivalent questions are paired."""

from dataclasses import replace

import pytest

from evaluation import Answer, AxisEvolution, Campaign, Grid, OtherVersion, Respondent, equivalence, evolution
from tests.evaluation.builders import GRID, answers_of, campaign_of
from tests.evaluation.versions import Edit, axis, by_reference, question, version, without

BEFORE = campaign_of("association 0 0 0 0 | entreprise 0 0 0 0", moment="ex_ante", reading="expected", campaign_id="c0")


def moved(later: Grid, after: Campaign, before: Campaign = BEFORE) -> AxisEvolution:
    pairs = equivalence(by_reference(later), GRID.reference, later.reference).questions
    found = evolution(later, [before, after], {before.id: OtherVersion(GRID, pairs)})
    return next(own for own in found if own.axis == "innovation")


CASES = [
    # ce qui change dans la version d’après       réponses à C1.1 C1.2 C2.1 C3.1, puis l’évolution de l’axe
    ("rien", question("C1.1"), "4 0 0 0", 100 / 6),
    ("C1.1 reformulée, de même sens", question("C1.1", text="Autrement.", equivalent=True), "4 0 0 0", 100 / 6),
    ("C1.1 reformulée, d’un autre sens", question("C1.1", text="Autrement."), "4 0 0 0", 0),
    ("C1.1 déclarée non comparable", question("C1.1", equivalent=False), "4 2 2 2", 50),
    ("C1.1 pèse trois fois plus", question("C1.1", weight=3), "4 0 0 0", 25),
    ("les priorités pondèrent l’axe", axis("innovation", weighting="priorities"), "4 4 4 4", 100),
]


@pytest.mark.parametrize(("change", "edit", "levels", "difference"), CASES, ids=[row[0] for row in CASES])
def test_paired_questions_weigh_as_in_the_later_version(
    change: str, edit: Edit, levels: str, difference: float
) -> None:
    after = campaign_of(f"association {levels} | entreprise {levels}")
    assert moved(version("1.1", edit), after).difference == pytest.approx(difference)


def test_a_question_that_changed_its_code_is_paired_with_itself() -> None:
    later = version("1.1", question("C1.1", code="C1.9", same_as="C1.1"))
    codes = ("C1.9", "C1.2", "C2.1", "C3.1")
    partners = tuple(
        Respondent(own.id, own.profile, tuple(answers_of(codes, ["4", "0", "0", "0"]))) for own in BEFORE.respondents
    )
    assert moved(later, Campaign("c1", "ex_post", BEFORE.date, partners)).difference == pytest.approx(100 / 6)


def test_an_answer_to_a_retired_question_pairs_with_nothing() -> None:
    later = version("1.1", without("C1.1"))
    only = Answer("C1.1", "expected", 2)
    before = replace(BEFORE, respondents=tuple(replace(own, answers=(only,)) for own in BEFORE.respondents))
    assert moved(later, campaign_of("association . 4 4 4 | entreprise . 4 4 4"), before).paired == 0


def test_a_priority_of_zero_speaks_in_the_version_it_was_given_in() -> None:
    """Performance: priority 0 on D1 in the earlier version keeps D1.1 out, even renamed since."""
    later = version("1.1", question("D1.1", code="D1.9", same_as="D1.1"))
    notation = "association 1 1 1 1 priorités 0 1 1 1 | entreprise 1 1 1 1 priorités 0 1 1 1"
    before = campaign_of(notation, axis="performance", moment="ex_ante", reading="expected", campaign_id="c0")
    codes = ("D1.9", "D2.1", "D3.1", "D4.1")
    partners = tuple(
        Respondent(own.id, own.profile, tuple(answers_of(codes, ["4", "1", "1", "1"]))) for own in before.respondents
    )
    pairs = equivalence(by_reference(later), GRID.reference, later.reference).questions
    after = Campaign("c1", "ex_post", before.date, partners)
    found = evolution(later, [before, after], {"c0": OtherVersion(GRID, pairs)})
    assert next(own for own in found if (own.axis, own.from_reading) == ("performance", "expected")).difference == 0


def test_the_same_version_on_both_sides_changes_nothing() -> None:
    after = campaign_of("association 4 3 2 1 | entreprise 1 2 3 4")
    same = {code: code for code in GRID.questions}
    assert evolution(GRID, [BEFORE, after], {"c0": OtherVersion(GRID, same)}) == evolution(GRID, [BEFORE, after])
