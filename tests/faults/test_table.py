"""The long programme goes on where it stopped, and its table says what the rounds gave."""

from pathlib import Path

from tests.faults.product import DATABASE, SITE
from tests.faults.rounds import Outcome
from tests.faults.table import BEGIN, END, NEVER, PAGE, keep, lines_of, rounds_of, table, told, written


def a_round(number: int, back: float, *faults: str, victim: str = SITE) -> Outcome:
    return Outcome(number, victim, back, 20, 9, list(faults))


def test_each_round_is_kept_and_one_played_again_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "tours.jsonl"
    assert rounds_of(path, 1) == []
    for seed, one in ((1, a_round(1, 2.5)), (1, a_round(2, 0.5, "perdu")), (2, a_round(1, 9)), (1, a_round(2, 0.7))):
        keep(path, seed, one)
    assert rounds_of(path, 1) == [a_round(1, 2.5), a_round(2, 0.7)]
    assert [(line["seed"], line["number"]) for line in lines_of(path)] == [(1, 1), (1, 2), (2, 1), (1, 2)]


def test_the_table_hides_no_long_return_and_no_fault() -> None:
    outcomes = [a_round(number, 1 + number / 10) for number in range(9)]
    outcomes += [a_round(9, 30.04, "moitié"), a_round(10, NEVER, "jamais", victim=DATABASE)]
    lines = table(outcomes).splitlines()[2:]
    assert lines[0] == "| le site | 10 | 200 | 90 | 1 | 1,4\u00a0s | 1,8\u00a0s | 30,0\u00a0s |"
    assert lines[1] == "| la base | 1 | 20 | 9 | 1 | pas revenu | pas revenu | pas revenu |"


def test_it_goes_to_its_page_between_its_marks_as_often_as_one_likes(tmp_path: Path) -> None:
    path = tmp_path / "tours.jsonl"
    keep(path, 7, a_round(1, 2.5))
    page = PAGE.read_text("utf-8")
    once = written(page, told(path))
    assert written(once, told(path)) == once
    assert "1 tours, graine 7" in once
    before, _, rest = page.partition(BEGIN)
    assert once.startswith(before + BEGIN)
    assert once.endswith(END + rest.partition(END)[2])
