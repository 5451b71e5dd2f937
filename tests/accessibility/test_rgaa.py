"""The table of the RGAA 4.1.2: its 106 criteria, each with what shows it, as its page says."""

import ast
from functools import cache
from pathlib import Path

import pytest

from app.help.criteria import State, count, criteria
from scripts.rgaa import PAGE, page

ROOT = Path(__file__).parents[2]
FOUND = criteria()
BY_THEME = {1: 9, 2: 2, 3: 3, 4: 13, 5: 8, 6: 2, 7: 5, 8: 10, 9: 4, 10: 14, 11: 13, 12: 11, 13: 12}


def test_no_criterion_is_forgotten() -> None:
    wanted = [f"{theme}.{number}" for theme, count_ in BY_THEME.items() for number in range(1, count_ + 1)]
    assert [each.id for each in FOUND] == wanted
    assert len(FOUND) == 106


def test_each_is_shown_or_says_why_not() -> None:
    """Held by a test or by eyes; anything else by a reason."""
    kept = [each for each in FOUND if each.state is State.KEPT]
    assert [each.id for each in kept if not (each.tests or each.looked) or each.reason] == []
    assert [each.id for each in FOUND if each.state is not State.KEPT and not each.reason] == []
    assert all(each.text.endswith(".") for each in FOUND)


@pytest.mark.parametrize("name", sorted({name for each in FOUND for name in each.tests}))
def test_the_tests_it_names_exist(name: str) -> None:
    path, _, function = name.partition("::")
    assert (ROOT / path).is_file(), path
    assert not function or function in functions_of(path), name


def test_one_nobody_looked_at_is_not_counted_as_kept() -> None:
    counted = count(FOUND)
    assert sum(counted) == 106
    assert counted.share_percent == 100 * counted.kept // (106 - counted.without_object)


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m scripts.rgaa"


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
