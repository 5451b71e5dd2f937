"""What stays comparable from one version of the grid to the next. Each table reads: what changed, then what follows."""

from dataclasses import replace

import pytest

from evaluation import Equivalence, Question, equivalence
from tests.evaluation.builders import GRID
from tests.evaluation.versions import (
    Edit,
    axis,
    by_reference,
    criterion,
    part,
    question,
    questions,
    version,
    with_after,
    without,
)

NEW = Question("C1.3", "La solution est connue au-delà de l’alliance.", "pertinence", 1, {})
WORDS = "Nous avons trouvé ensemble une solution nouvelle."


def compared(*edits: Edit) -> Equivalence:
    later = version("1.1", *edits)
    return equivalence(by_reference(later), GRID.reference, later.reference)


QUESTIONS = [
    # ce qui change à la question C1.1                              la question d’avant correspond à
    ("rien", question("C1.1"), "C1.1"),
    ("les mots, sans rien dire de plus", question("C1.1", text=WORDS), None),
    ("les mots, déclarée comparable", question("C1.1", text=WORDS, equivalent=True), "C1.1"),
    ("les mots, déclarée non comparable", question("C1.1", text=WORDS, equivalent=False), None),
    ("rien, mais déclarée non comparable", question("C1.1", equivalent=False), None),
    ("les mots pour les entreprises", question("C1.1", texts={"entreprise": WORDS}), None),
    ("le poids", question("C1.1", weight=2), "C1.1"),
    ("l’approche", question("C1.1", approach="sens"), "C1.1"),
    ("le code, en disant lequel c’était", question("C1.1", code="C1.9", same_as="C1.1"), "C1.9"),
    ("le code, sans le dire", question("C1.1", code="C1.9"), None),
    ("elle est retirée", without("C1.1"), None),
]


@pytest.mark.parametrize(("change", "edit", "follows"), QUESTIONS, ids=[row[0] for row in QUESTIONS])
def test_a_question_is_followed_by_its_code_and_what_is_declared(change: str, edit: Edit, follows: str | None) -> None:
    assert compared(edit).questions.get("C1.1") == follows


AXES = [
    # ce qui change dans l’axe innovation              pourquoi ses scores ne se comparent plus
    ("rien", question("C1.1"), ""),
    ("l’ordre des questions", criterion("C1", questions=GRID.axis("innovation").criteria[0].questions[::-1]), ""),
    ("les mots, déclarés comparables", question("C1.2", text=WORDS, equivalent=True), ""),
    ("le libellé de l’axe", axis("innovation", label="Innover"), ""),
    ("le libellé d’un critère", criterion("C1", label="Solution"), ""),
    ("le code d’un critère", criterion("C1", code="C9"), ""),
    ("l’horizon", axis("innovation", horizon_months=60), ""),
    ("les seuils de publication", part("publication", published_coverage=0.7), ""),
    ("les seuils de dialogue", part("dialogue", criterion_gap_points=40), ""),
    ("une question ajoutée", with_after("C1.2", NEW), "question nouvelle ou de sens différent (C1.3)"),
    ("une question retirée", without("C1.2"), "question retirée ou de sens différent (C1.2)"),
    ("le poids d’une question", question("C1.2", weight=2), "poids changé (C1.2)"),
    ("le poids d’un critère", criterion("C1", weight=2), "poids changés (C1.1, C1.2)"),
    ("les priorités", axis("innovation", weighting="priorities"), "la pondération par les priorités"),
    ("la part exigée", part("publication", criterion_min_valued=0.6), "la part de réponses exigée"),
    ("les mots des niveaux", part("scale", labels=("Non", "Peu", "Moyen", "Fort", "Très fort")), "l’échelle"),
    ("le nombre de niveaux", part("scale", max=5, labels=tuple("abcdef")), "l’échelle des réponses a changé"),
]


@pytest.mark.parametrize(("change", "edit", "reason"), AXES, ids=[row[0] for row in AXES])
def test_an_axis_is_comparable_when_the_same_answers_would_give_the_same_score(
    change: str, edit: Edit, reason: str
) -> None:
    found = compared(edit)
    assert found.is_comparable("innovation") == (reason == "")
    assert any(said.startswith(reason) for said in found.reasons_of("innovation")) or reason == ""


def test_a_reworded_scale_declared_to_mean_the_same_parts_nothing() -> None:
    labels = ("Non", "Peu", "Moyen", "Fort", "Très fort")
    assert compared(part("scale", labels=labels, equivalent=True)).is_whole


def test_a_change_in_one_axis_leaves_the_four_others_comparable() -> None:
    found = compared(without("C1.2"))
    assert [code for code, own in found.axes.items() if not own.is_comparable] == ["innovation"]
    assert found.axes["innovation"].retired == ("C1.2",)
    assert (found.axes["innovation"].paired, found.axes["relation"].paired) == (3, 7)


def test_the_index_falls_with_one_of_its_axes_only() -> None:
    assert compared(without("C1.2")).reasons_of("impact") == ("axe Impact innovation non comparable",)
    assert compared(without("A1.1")).is_comparable("impact")


def test_questions_moved_to_another_criterion_part_the_axis_and_stay_paired() -> None:
    moved = GRID.questions["C1.2"]
    found = compared(without("C1.2"), with_after("C2.1", moved))
    assert found.questions["C1.2"] == "C1.2"
    assert found.reasons_of("innovation") == ("les questions ne sont plus réunies dans les mêmes critères",)


def test_a_question_is_followed_through_the_versions_in_between() -> None:
    second = version("1.1", question("C1.1", code="C1.7", same_as="C1.1"))
    third = version("1.2", question("C1.7", text=WORDS, same_as="", equivalent=True), base=second)
    found = equivalence(by_reference(second, third), GRID.reference, third.reference)
    assert found.questions["C1.1"] == "C1.7"
    assert found.is_whole


def test_a_meaning_lost_on_the_way_is_not_found_again() -> None:
    """The words of 1.2 are again those of 1.0, but 1.1 asked something else: nothing says that 1.2 means 1.0."""
    second = version("1.1", question("C1.1", text=WORDS))
    third = version("1.2", question("C1.1", text=GRID.questions["C1.1"].text), base=second)
    assert "C1.1" not in equivalence(by_reference(second, third), GRID.reference, third.reference).questions


def test_two_versions_made_from_the_same_one_are_compared_through_it() -> None:
    left, right = version("1.1", without("A1.1")), version("1.2", without("C1.2"))
    found = equivalence(by_reference(left, right), left.reference, right.reference)
    assert [code for code, own in found.axes.items() if own.is_comparable] == ["relation", "performance", "confiance"]


def test_a_version_is_comparable_with_itself() -> None:
    found = equivalence(by_reference(), GRID.reference, GRID.reference)
    assert found.is_whole
    assert found.questions == {code: code for code in GRID.questions}


def test_versions_that_share_no_origin_are_not_compared() -> None:
    stranger = replace(version("2.0"), previous="")
    found = equivalence(by_reference(stranger), GRID.reference, stranger.reference)
    assert not found.questions
    assert found.reasons == ("les versions 1.0 et 2.0 ne viennent pas d’une même version",)


def test_an_axis_that_did_not_exist_before_has_nothing_to_be_compared_with() -> None:
    later = version("1.1", axis("relation", code="nouveau"))
    found = equivalence(by_reference(later), GRID.reference, later.reference)
    assert found.reasons_of("nouveau") == ("l’axe n’existe pas en version 1.0",)
    assert not found.is_comparable("relation")


def test_a_code_given_to_another_question_is_not_taken_for_the_old_one() -> None:
    """C1.1 becomes C1.9, and another question takes its code: declared different, it claims no earlier answer."""
    taken = Question("C1.1", "Autre chose.", "sens", 1, {}, equivalent=False)
    found = compared(question("C1.1", code="C1.9", same_as="C1.1"), with_after("C1.9", taken))
    assert found.questions["C1.1"] == "C1.9"


def test_dropping_a_whole_set_of_questions_says_each_code() -> None:
    found = compared(questions(lambda own: [] if own.code in ("B1.2", "B1.3") else [own]))
    assert found.reasons_of("relation") == ("questions retirées ou de sens différent (B1.2, B1.3)",)
