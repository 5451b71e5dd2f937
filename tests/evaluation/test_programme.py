"""The rules of a programme's evaluation: the engine of a project, and what each age of a programme allows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from evaluation import Answer, Campaign, CaseError, Indicator, Maturity, Respondent, evaluate_case, score_campaign
from evaluation.grids.programmes import load_programme_grid
from evaluation.programme import Counted, Review, Voice, score_programme
from evaluation.programme_digest import programme_digest
from evaluation.programme_words import Phase, Viewpoint

REFERENCE = "evaluation-programme@1.0"
OWN = load_programme_grid(REFERENCE)
GRID = OWN.grid
DAY, START = date(2026, 5, 1), date(2020, 1, 1)


def voice(name: str, viewpoint: str, level: int | str, **given: object) -> Voice:
    answers = tuple(Answer(code, "observed", level, 1) for code in GRID.questions)
    return Voice(**{"id": name, "viewpoint": viewpoint, "answers": answers} | given)  # type: ignore[arg-type]


VOICES = (voice("1", "porteurs", 4), voice("2", "territoires", 2), voice("3", "investisseurs", 1))
REVIEW = Review("r", Phase.DEPLOIEMENT, DAY, START, VOICES, (Indicator("1", 10, 5), Indicator("2", 10, 12)))


def test_a_deployed_programme_is_scored_as_a_project_whose_profiles_are_its_viewpoints() -> None:
    respondents = tuple(Respondent(own.id, own.viewpoint, own.answers) for own in VOICES)
    (as_a_project,) = score_campaign(GRID, Campaign("r", "ex_post", DAY, respondents), START)
    assert score_programme(GRID, REVIEW).reading == as_a_project


def test_in_emergence_nothing_typed_becomes_a_number() -> None:
    told = replace(VOICES[0], told=frozenset({"P1"}), counted=(Counted("N1", Decimal(3)),))
    score = score_programme(GRID, replace(REVIEW, phase=Phase.EMERGENCE, voices=(told, *VOICES[1:])))
    assert (score.reading, score.attained) == (None, None)
    assert [own.heard for own in score.balance.values()] == [1, 0, 0, 0]


def test_a_programme_being_modelled_only_gives_signals() -> None:
    score = score_programme(GRID, replace(REVIEW, phase=Phase.MODELISATION, held_on=date(2060, 1, 1)))
    assert score.reading is not None
    assert {axis.maturity for axis in score.reading.axes.values()} == {Maturity.SIGNAL}
    assert score.attained is None


def test_measured_figures_are_read_in_deployment_only_each_clipped() -> None:
    attained = score_programme(GRID, REVIEW).attained
    assert attained is not None
    assert attained.score == pytest.approx(75)
    assert (attained.measured, attained.usable) == (2, 2)


def test_the_four_viewpoints_are_always_named_in_their_order() -> None:
    balance = score_programme(GRID, REVIEW).balance
    assert list(balance) == [viewpoint.value for viewpoint in Viewpoint]
    assert score_programme(GRID, REVIEW).missing == ("acteurs_publics",)


@pytest.mark.parametrize(
    "other",
    [
        replace(REVIEW, phase=Phase.MODELISATION),
        replace(REVIEW, held_on=date(2026, 5, 2)),
        replace(REVIEW, programme_start=None),
        replace(REVIEW, voices=VOICES[:2]),
        replace(REVIEW, voices=(*VOICES, Voice("4", "acteurs_publics"))),
        replace(REVIEW, voices=(replace(VOICES[0], counted=(Counted("N1", Decimal(3)),)), *VOICES[1:])),
        replace(REVIEW, figures=(Indicator("1", 10, 6),)),
    ],
)
def test_the_digest_changes_with_what_the_review_says(other: Review) -> None:
    assert programme_digest(GRID, other, {}) != programme_digest(GRID, REVIEW, {})


def test_the_digest_knows_texts_and_neither_order_nor_writing_of_numbers() -> None:
    counted = replace(VOICES[0], counted=(Counted("N1", Decimal("12.00")),))
    same = replace(VOICES[0], counted=(Counted("N1", Decimal(12)),))
    one = replace(REVIEW, voices=(counted, *VOICES[1:]))
    other = replace(REVIEW, voices=(*VOICES[1:], same))
    assert programme_digest(GRID, one, {}) == programme_digest(GRID, other, {})
    assert programme_digest(GRID, one, {"recit/1/P1": "ab"}) != programme_digest(GRID, one, {})


def test_in_emergence_levels_are_not_even_in_the_digest() -> None:
    review = replace(REVIEW, phase=Phase.EMERGENCE, figures=())
    louder = replace(review, voices=(replace(VOICES[0], answers=()), *VOICES[1:]))
    assert programme_digest(GRID, review, {}) == programme_digest(GRID, louder, {})


def case(phase: str = "deploiement") -> dict[str, object]:
    return {
        "grid": REFERENCE,
        "programme": {"code": "PHASE-1", "start_date": "2020-01-01"},
        "review": {
            "id": "1",
            "phase": phase,
            "date": "2026-05-01",
            "voices": [
                {
                    "id": own.id,
                    "viewpoint": own.viewpoint,
                    "answers": [{"question": one.question, "value": one.value, "evidence": 1} for one in own.answers],
                }
                for own in VOICES
            ],
        },
        "indicators": [{"code": "1", "target": 10, "actual": 5}, {"code": "2", "target": 10, "actual": 12}],
    }


def test_a_case_file_about_a_programme_is_evaluated() -> None:
    found = evaluate_case({"case": case()})
    score = score_programme(GRID, REVIEW)
    assert score.reading is not None
    assert found["reading"]["axes"]["resultats"]["score"] == score.reading.axes["resultats"].score  # type: ignore[index]
    assert (found["attainment"]["score"], found["missing"]) == (75.0, ["acteurs_publics"])  # type: ignore[index]
    assert evaluate_case(case("emergence"))["reading"] is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"grid": "inconnue@1"}, "La grille de programme « inconnue@1 » est inconnue"),
        (
            {"review": {"id": "1", "phase": "age-mur", "date": "2026-05-01", "voices": []}},
            "« phase » doit être l’un de",
        ),
        (
            {
                "review": {
                    "id": "1",
                    "phase": "emergence",
                    "date": "2026-05-01",
                    "voices": [{"id": "a", "viewpoint": "x"}],
                }
            },
            "« viewpoint » doit être l’un de",
        ),
    ],
)
def test_a_wrong_case_is_refused_in_one_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(CaseError) as refused:
        evaluate_case(case() | change)
    assert sentence in str(refused.value).replace("\u00a0", " ")
