"""The promises and the OWASP ASVS 5.0: each is shown by a test that exists, or says why not, as their page tells."""

import ast
from functools import cache
from pathlib import Path

import pytest

from scripts.asvs import PAGE, chapter_of, page, promises, requirements

ROOT = Path(__file__).parents[2]
FOUND, PROMISES = requirements(), promises()
# Nombre d’exigences de niveaux 1 et 2 par chapitre, dans la norme elle-même.
BY_CHAPTER = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9,
              15: 13, 16: 16, 17: 7}  # fmt: skip


def test_no_requirement_of_the_norm_is_forgotten() -> None:
    counted = {number: sum(chapter_of(each) == number for each in FOUND) for number in BY_CHAPTER}
    assert counted == BY_CHAPTER
    assert len({each["id"] for each in FOUND}) == len(FOUND) == sum(BY_CHAPTER.values())
    assert sum(each["level"] == 1 for each in FOUND) == 70


@pytest.mark.parametrize("requirement", FOUND, ids=lambda each: each["id"])
def test_each_is_shown_by_a_test_or_a_reason(requirement: dict[str, str]) -> None:
    assert requirement["text"].strip()
    if "left_out" in requirement:
        assert requirement["left_out"].strip()
        assert not requirement.keys() & {"tests", "reason"}
    else:
        assert requirement.get("tests") or requirement.get("reason", "").strip()


def test_every_promise_is_shown_by_a_test() -> None:
    assert [each["id"] for each in PROMISES] == list(range(1, 28))
    assert [each["id"] for each in PROMISES if not each["tests"] or not each["text"].strip()] == []


@pytest.mark.parametrize("name", sorted({name for each in [*FOUND, *PROMISES] for name in each.get("tests", ())}))
def test_the_tests_it_names_exist(name: str) -> None:
    path, _, function = name.partition("::")
    assert (ROOT / path).is_file(), path
    assert not function or function in functions_of(path), name


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m scripts.asvs"
