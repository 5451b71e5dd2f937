"""Cases at the edge: little, nothing, or twice the same."""

from typing import Any

import pytest

from evaluation import evaluate_case

Case = dict[str, Any]
GRID = "evaluation-partenariale@1.0"
INNOVATION = ("C1.1", "C1.2", "C2.1", "C3.1")


def campaign(level: int, day: str, campaign_id: str, partners: int = 2, moment: str = "ex_post") -> Case:
    reading = "expected" if moment == "ex_ante" else "observed"
    answers = [{"question": code, "reading": reading, "value": level} for code in INNOVATION]
    profiles = ("association", "collectivite", "entreprise")
    respondents = [{"id": f"P{rank}", "profile": profiles[rank], "answers": answers} for rank in range(partners)]
    return {"id": campaign_id, "moment": moment, "date": day, "respondents": respondents}


def project(code: str, *campaigns: Case, **about: object) -> Case:
    return {"project": {"code": code, **about}, "campaigns": list(campaigns)}


def single(*campaigns: Case, **more: object) -> Any:
    return evaluate_case({"grid": GRID, **project("X", *campaigns), **more})


def portfolio(*projects: Case, moment: str = "ex_post") -> Any:
    return evaluate_case({"grid": GRID, "moment": moment, "projects": list(projects)})


def test_a_project_without_campaign_has_no_score_and_no_evolution() -> None:
    assert single() == {"campaigns": [], "evolution": []}


def test_a_campaign_without_respondent_says_nothing_rather_than_zero() -> None:
    found = single(campaign(3, "2024-07-14", "c1", partners=0))["campaigns"][0]
    axis = found["axes"]["innovation"]
    assert found["participation"] is None
    assert (axis["status"], axis["coverage"], axis["not_applicable"]) == ("insufficient", None, None)


def test_an_ex_ante_campaign_gives_two_readings_with_their_own_axes() -> None:
    first, second = single(campaign(3, "2024-01-01", "c1", moment="ex_ante"))["campaigns"]
    assert (first["reading"], list(first["axes"])) == ("initial", ["relation", "performance", "confiance"])
    assert (second["reading"], len(second["axes"])) == ("expected", 5)
    assert (first["participation"], second["participation"]) == (0.0, 1.0)


def test_attainment_is_given_only_when_the_case_speaks_of_indicators() -> None:
    assert "attainment" not in single()
    assert "attainment" not in single(indicators=None)
    empty: Case = {"score": None, "measured": 0, "indicators": 0, "rates": {}}
    assert single(indicators=[])["attainment"] == empty


def test_a_projects_indicators_are_read_in_a_portfolio_too() -> None:
    followed = project("A") | {"indicators": [{"code": "I1", "target": 4, "actual": 3}]}
    assert portfolio(followed)["projects"]["A"]["attainment"]["score"] == 75.0


def test_every_ex_ante_reading_is_compared_with_every_observed_one() -> None:
    before = [campaign(1, "2023-01-01", "a", moment="ex_ante"), campaign(2, "2023-02-01", "b", moment="ex_ante")]
    after = [campaign(3, "2024-01-01", "c", moment="in_itinere"), campaign(4, "2025-01-01", "d")]
    found = [line for line in single(*before, *after)["evolution"] if line["axis"] == "innovation"]
    assert [(line["from"], line["to"], line["difference"]) for line in found] == [
        ("a/expected", "c/observed", 50.0),
        ("a/expected", "d/observed", 75.0),
        ("b/expected", "c/observed", 25.0),
        ("b/expected", "d/observed", 50.0),
    ]


def test_an_empty_portfolio_has_no_region_and_a_blank_national_figure() -> None:
    found = portfolio()
    assert (found["regions"], found["projects"], found["national"]["funded"]) == ([], {}, 0)
    assert found["national"]["axes"]["innovation"]["level"] is None


@pytest.mark.parametrize("about", [{}, {"region": None}, {"region": ["11", "76"]}, {"regions": ["11", "76"]}])
def test_a_project_with_several_regions_or_none_is_interregional(about: Case) -> None:
    found = portfolio(project("A", **about), project("B", region="94"))
    assert [(region["region"], region["funded"]) for region in found["regions"]] == [("94", 1), ("interregional", 1)]


def test_one_region_in_a_list_is_that_region() -> None:
    assert portfolio(project("A", regions=["2A"]))["regions"][0]["region"] == "2A"


def test_the_latest_published_campaign_speaks_for_the_project() -> None:
    older, newer = campaign(1, "2024-01-01", "b"), campaign(3, "2024-06-01", "a")
    silent = campaign(4, "2025-01-01", "c", partners=1)
    found = portfolio(project("A", silent, newer, older, region="11"))
    assert found["national"]["axes"]["innovation"]["scores"] == [{"project": "A", "score": 75.0}]


def test_on_the_same_day_the_highest_id_speaks_for_the_project() -> None:
    found = portfolio(project("A", campaign(3, "2024-01-01", "c2"), campaign(1, "2024-01-01", "c1")))
    assert found["national"]["axes"]["innovation"]["mean"] == 75.0


def test_a_region_speaks_of_one_moment_only() -> None:
    expected = campaign(1, "2023-01-01", "a", moment="ex_ante")
    observed = campaign(4, "2025-01-01", "b")
    both = project("A", expected, observed)
    assert portfolio(both, moment="ex_ante")["national"]["axes"]["innovation"]["mean"] == 25.0
    assert portfolio(both, moment="ex_post")["national"]["axes"]["innovation"]["mean"] == 100.0
    assert portfolio(both, moment="in_itinere")["national"]["axes"]["innovation"]["n"] == 0


def test_the_index_waits_for_all_its_axes() -> None:
    found = single(campaign(3, "2024-01-01", "c1"))["campaigns"][0]
    assert found["axes"]["innovation"]["status"] == "published"
    assert found["indices"] == {"impact": None}
