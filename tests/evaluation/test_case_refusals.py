"""A malformed case is refused with one French sentence that says where."""

import copy
import json
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import CaseError, evaluate_case

Case = dict[str, Any]
EXAMPLE = Path(__file__).parent / "cases" / "exemple-commente.json"
SOUND: Case = json.loads(EXAMPLE.read_text(encoding="utf-8"))["case"]
CAMPAIGN = "campaigns.0."
PARTNER = CAMPAIGN + "respondents.0."
ANSWER = PARTNER + "answers.0."
ABSENT = object()

FAULTS = [
    ("grid", ABSENT, "il manque « grid »"),
    ("grid", "evaluation-partenariale@9.9", "La grille « evaluation-partenariale@9.9 » est inconnue"),
    ("grid", "../../etc/passwd", "est inconnue"),
    ("grid", 1.0, "« grid » doit être un texte (lu : 1.0)"),
    ("project", ABSENT, "il manque « project »"),
    ("project", "X", "un objet est attendu"),
    ("project.code", ABSENT, "il manque « code »"),
    ("project.code", "  ", "« code » doit être un texte"),
    ("project.start_date", "15/01/2023", "« start_date » doit être une date comme 2024-07-14"),
    ("project.start_date", "20230115", "« start_date » doit être une date"),
    ("project.start_date", "2023-02-30", "« start_date » doit être une date"),
    ("project.amount_eur", -5, "« amount_eur » doit être au moins égal à 0"),
    ("project.amount_eur", "5000", "« amount_eur » doit être un nombre"),
    ("project.region", 76, "« region » doit être un texte"),
    ("project.regions", ["11", 76], "« regions » doit être une liste de textes"),
    ("campaigns", ABSENT, "il manque « campaigns »"),
    ("campaigns", {}, "« campaigns » doit être une liste"),
    ("campaigns", [None], "campagne n° 1 : un objet est attendu"),
    ("campaigns", SOUND["campaigns"] * 2, "la campagne « c1 » figure deux fois"),
    (CAMPAIGN + "id", ABSENT, "campagne n° 1 : il manque « id »"),
    (CAMPAIGN + "moment", "ex-post", "« moment » doit être l’un de : ex_ante, in_itinere, ex_post"),
    (CAMPAIGN + "moment", "ex_ante", "une campagne « ex_ante » ne demande pas la lecture « observed »"),
    (CAMPAIGN + "date", None, "campagne « c1 » : il manque « date »"),
    (CAMPAIGN + "date", 20240714, "« date » doit être un texte"),
    (CAMPAIGN + "respondents", ABSENT, "il manque « respondents »"),
    (CAMPAIGN + "respondents.1.id", "P1", "le répondant « P1 » figure deux fois"),
    (PARTNER + "profile", ABSENT, "répondant « P1 » : il manque « profile »"),
    (PARTNER + "profile", 3, "« profile » doit être un texte"),
    (PARTNER + "role", ["porteur"], "« role » doit être un texte"),
    (PARTNER + "answers", ABSENT, "il manque « answers »"),
    (PARTNER + "answers", "C1.1", "« answers » doit être une liste"),
    (PARTNER + "answers.1.question", "C1.1", "la réponse « C1.1 (observed) » figure deux fois"),
    (PARTNER + "priorities", [1], "un objet est attendu"),
    (PARTNER + "priorities", {"D1": 3}, "« D1 » doit être compris entre 0 et 2"),
    (PARTNER + "priorities", {"D1": 1.5}, "« D1 » doit être un nombre entier"),
    (PARTNER + "priorities", {"D1": True}, "« D1 » doit être un nombre entier"),
    (PARTNER + "priorities", {"C1": 1}, "le critère « C1 » ne reçoit pas de priorité"),
    (ANSWER + "question", "Z9.9", "cette question n’est pas dans la grille"),
    (ANSWER + "question", None, "réponse n° 1 : il manque « question »"),
    (ANSWER + "reading", "vu", "« reading » doit être l’un de : initial, expected, observed"),
    (ANSWER + "reading", "expected", "une campagne « ex_post » ne demande pas la lecture « expected »"),
    (ANSWER + "value", 5, "« value » doit être un niveau de 0 à 4, « NA » ou « NSP » (lu : 5)"),
    (ANSWER + "value", -1, "(lu : -1)"),
    (ANSWER + "value", 2.5, "(lu : 2.5)"),
    (ANSWER + "value", True, "(lu : true)"),
    (ANSWER + "value", math.nan, "(lu : NaN)"),
    (ANSWER + "value", "na", '(lu : "na")'),
    (ANSWER + "value", None, "il manque « value »"),
    (ANSWER + "evidence", 3, "« evidence » doit être compris entre 0 et 2"),
    (ANSWER + "evidence", -1, "« evidence » doit être compris entre 0 et 2"),
    (ANSWER + "evidence", "2", "« evidence » doit être un nombre entier"),
    ("indicators", {}, "« indicators » doit être une liste"),
    ("indicators", [{"code": "I1"}, {"code": "I1"}], "l’indicateur « I1 » figure deux fois"),
    ("indicators", [{"code": "I1", "target": math.nan}], "indicateur « I1 » : « target » doit être un nombre"),
    ("indicators", [{"code": "I1", "actual": math.inf}], "« actual » doit être un nombre"),
    ("indicators", [{"code": "I1", "baseline": 10**400}], "« baseline » doit être un nombre"),
    ("indicators", [{"target": 1}], "indicateur n° 1 : il manque « code »"),
]


@pytest.mark.parametrize(("path", "value", "sentence"), FAULTS)
def test_a_fault_is_named_where_it_stands(path: str, value: object, sentence: str) -> None:
    with pytest.raises(CaseError) as refused:
        evaluate_case(changed(SOUND, path.split("."), value))
    assert sentence in plain(str(refused.value))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", [None, [], "cas", 3, {}, {"case": None}, {"case": []}])
def test_what_is_not_a_case_is_refused(data: object) -> None:
    with pytest.raises(CaseError, match="Cas"):
        evaluate_case(data)


def test_a_fault_names_campaign_respondent_and_answer() -> None:
    with pytest.raises(CaseError) as refused:
        evaluate_case(changed(SOUND, (ANSWER + "value").split("."), 7))
    where = "Cas, projet « X », campagne « c1 », répondant « P1 », réponse « C1.1 » :"
    assert plain(str(refused.value)).startswith(where)


def test_the_initial_reading_is_refused_on_an_axis_that_does_not_ask_it() -> None:
    case = changed(SOUND, (CAMPAIGN + "moment").split("."), "ex_ante")
    for respondent in case["campaigns"][0]["respondents"]:
        for answer in respondent["answers"]:
            answer["reading"] = "initial"
    with pytest.raises(CaseError, match="l’axe «\u00a0innovation\u00a0» n’est pas demandé"):
        evaluate_case(case)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"moment": None}, "il manque « moment »"),
        ({"moment": "hier"}, "« moment » doit être l’un de"),
        ({"projects": {}}, "« projects » doit être une liste"),
        ({"projects": [7]}, "projet n° 1 : un objet est attendu"),
        ({"projects": [{"project": {"code": "A"}, "campaigns": []}] * 2}, "le projet « A » figure deux fois"),
    ],
)
def test_a_malformed_portfolio_is_refused(change: Case, sentence: str) -> None:
    sound = {"grid": SOUND["grid"], "moment": "ex_post", "projects": []}
    with pytest.raises(CaseError) as refused:
        evaluate_case(sound | change)
    assert sentence in plain(str(refused.value))


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()), st.just({}), st.just([{}])
)
PATHS = sorted({path for path, _, _ in FAULTS})


@given(path=st.sampled_from(PATHS), junk=JUNK)
@settings(max_examples=100, deadline=None)
def test_whatever_is_put_in_a_case_it_is_evaluated_or_refused(path: str, junk: object) -> None:
    with suppress(CaseError):
        json.dumps(evaluate_case(changed(SOUND, path.split("."), junk)), allow_nan=False)


def changed(case: Case, keys: list[str], value: object) -> Case:
    copied = copy.deepcopy(case)
    place: Any = copied
    for key in keys[:-1]:
        place = place[int(key) if key.isdigit() else key]
    if value is ABSENT:
        place.pop(keys[-1])
    else:
        place[keys[-1]] = value
    return copied


def plain(sentence: str) -> str:
    """With ordinary spaces, to be compared as it is typed."""
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")
