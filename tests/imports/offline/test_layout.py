"""Where things stand: a workbook that left yesterday must still be read tomorrow, or be refused by its layout."""

from hashlib import sha256

import pytest

from imports.offline.choices import Lists
from imports.offline.layout import FIRST, HEADER_ROW, VERSION, Style, reading_headers
from tests.imports.offline.support import GRID, LISTS, grid, places

MOMENTS = ("ex_ante", "in_itinere", "ex_post")
PINNED = {"1": ("eb94acfe6a1a", "5ba6b073a827")}


def fingerprint(moment: str) -> str:
    """Every place of the first grid and what it holds: a change of layout changes it."""
    layout = places(grid(moment=moment))
    lines = [f"{fixed.reference} {fixed.text}" for fixed in layout.fixed]
    lines += [f"{entry.cell.name} {entry.places}" for entry in layout.entries]
    lines += [f"{entry.criterion.code} {entry.row}" for entry in layout.priorities]
    lines += [f"{asked} {row}" for asked, row in layout.closing.items()]
    return sha256("\n".join(lines).encode()).hexdigest()[:12]


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_cell_is_used_twice(moment: str) -> None:
    layout = places(grid(moment=moment))
    inputs = [place for entry in layout.entries for place in entry.places]
    inputs += [(entry.row, entry.column) for entry in layout.priorities]
    inputs += [(row, FIRST) for row in layout.closing.values()]
    fixed = [(each.row, each.column) for each in layout.fixed]
    assert len(set(inputs)) == len(inputs) == len(layout.inputs)
    assert len(set(fixed)) == len(fixed)
    assert not set(fixed) & set(inputs)


@pytest.mark.parametrize(("moment", "asked"), [("ex_ante", 44), ("in_itinere", 28), ("ex_post", 28)])
def test_every_question_asked_has_its_place(moment: str, asked: int) -> None:
    layout = places(grid(moment=moment))
    assert len(layout.entries) == asked
    assert {entry.cell.name for entry in layout.entries} == {
        cell.name for axis in grid(moment=moment).axes for cell in axis.cells
    }


def test_priorities_come_first_and_sending_last() -> None:
    layout = places()
    rows = [entry.row for entry in layout.entries]
    assert max(entry.row for entry in layout.priorities) < min(rows)
    assert max(rows) < min(layout.closing.values())
    assert min(fixed.row for fixed in layout.fixed) == HEADER_ROW


def test_each_row_says_which_it_is() -> None:
    """A question, a criterion and an axis stand on rows that are recognised when they move."""
    anchored = {fixed.row for fixed in places().fixed if fixed.anchor}
    assert {entry.row for entry in places().entries} <= anchored
    assert {fixed.row for fixed in places().fixed if fixed.style in (Style.BAND, Style.CRITERION)} <= anchored


def test_the_questions_of_a_prioritised_criterion_know_its_row() -> None:
    layout = places()
    ruled = {entry.cell.question: layout.ruled_by.get(entry.row) for entry in layout.entries}
    assert [ruled[code] for code in ("D1.1", "D4.1", "A1.1")] == [6, 9, None]


def test_the_readings_are_named_only_where_there_are_two() -> None:
    assert list(reading_headers(("observed",))) == ["Réponse", "Preuve", "Commentaire"]
    assert list(reading_headers(("initial", "expected")))[:4] == [
        "Aujourd’hui",
        "Preuve (aujourd’hui)",
        "Commentaire (aujourd’hui)",
        "Attendu",
    ]


def test_a_layout_that_changes_takes_another_number() -> None:
    """This fails when something moved: raise `VERSION`, and pin the new fingerprints beside the old ones."""
    assert PINNED[VERSION] == (fingerprint("in_itinere"), fingerprint("ex_ante"))


def test_the_words_of_the_lists_lead_back_to_what_they_mean() -> None:
    assert [LISTS.level_terms.code_of(words) for _, words in LISTS.levels] == [code for code, _ in LISTS.levels]
    assert [LISTS.evidence_terms.code_of(words) for _, words in LISTS.evidence] == ["0", "1", "2"]
    assert [LISTS.priority_terms.code_of(words) for _, words in LISTS.priorities] == ["0", "1", "2"]
    assert Lists.of(GRID) == LISTS
