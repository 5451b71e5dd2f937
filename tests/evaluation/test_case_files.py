"""Every case file is reproduced to 1e-9, with the same keys, whatever the order of what it holds."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from evaluation import evaluate_case

FILES = sorted((Path(__file__).parent / "cases").glob("*.json"))
Case = dict[str, Any]


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def case_file(request: pytest.FixtureRequest) -> Case:
    content: Case = json.loads(request.param.read_text(encoding="utf-8"))
    return content


def test_a_case_gives_the_expected_results(case_file: Case) -> None:
    assert_same(evaluate_case(case_file["case"]), case_file["expected"])


def test_a_file_that_holds_the_case_is_read_too(case_file: Case) -> None:
    assert_same(evaluate_case(case_file), case_file["expected"])


def test_results_are_plain_json(case_file: Case) -> None:
    assert_same(json.loads(json.dumps(evaluate_case(case_file))), case_file["expected"])


def test_the_order_of_partners_answers_and_projects_changes_nothing(case_file: Case) -> None:
    expected = evaluate_case(case_file)
    shuffle(case_file["case"], Random(17))
    assert evaluate_case(case_file) == expected


def shuffle(case: Case, random: Random) -> None:
    random.shuffle(case.get("projects", []))
    random.shuffle(case.get("indicators", []))
    for project in case.get("projects", [case]):
        for campaign in project["campaigns"]:
            random.shuffle(campaign["respondents"])
            for respondent in campaign["respondents"]:
                random.shuffle(respondent["answers"])


def assert_same(found: object, expected: object, where: str = "") -> None:
    if isinstance(expected, dict):
        assert isinstance(found, dict), where
        assert found.keys() == expected.keys(), where
        for key, value in expected.items():
            assert_same(found[key], value, f"{where}/{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list), where
        assert len(found) == len(expected), where
        for rank, value in enumerate(expected):
            assert_same(found[rank], value, f"{where}/{rank}")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-9, rel=0), where
    else:
        assert found == expected, where
