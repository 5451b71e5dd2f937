"""The workbook that leaves: nothing editable but the answers, lists to choose from, ids in defined names."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from app.assessments.cells import Content
from imports.offline.layout import Mark
from imports.offline.reading import marks_of
from imports.workbook import read_workbook
from tests.imports.offline.support import GRID, LISTS, at, edited, grid, places, written


def opened(content: bytes | None = None) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content or written()))


def test_only_the_cells_to_fill_are_unlocked() -> None:
    sheet = opened()["Réponses"]
    unlocked = {(c.row, c.column) for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == places().inputs


def test_every_sheet_is_protected_and_the_marks_cannot_be_shown_by_mistake() -> None:
    book = opened()
    assert [sheet.protection.sheet for sheet in book] == [True, True, True]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "veryHidden"]
    assert book.active.title == "Réponses"


def test_answers_are_chosen_from_lists_in_words() -> None:
    assert [words for _, words in LISTS.levels] == [
        "0 – Pas du tout", "1 – Faible", "2 – Moyen", "3 – Fort", "4 – Très fort", "Sans objet", "Ne sait pas",
    ]  # fmt: skip
    rules = {str(rule.sqref): rule.formula1 for rule in opened()["Réponses"].data_validations.dataValidation}
    listed = {reference for sqref, formula in rules.items() if "$B$1:$B$7" in formula for reference in sqref.split()}
    assert at("A1.1") in " ".join(listed)
    assert len(opened()["Repères"]["B"]) == 7


def test_the_identity_is_in_defined_names() -> None:
    marks = marks_of(read_workbook(written()))
    assert marks is not None
    assert (marks.token, marks.grid, marks.respondent, marks.layout) == ("jeton", GRID.reference, "41", "1")
    assert set(opened().defined_names) >= set(Mark)


def test_a_workbook_without_its_names_is_none_of_ours() -> None:
    book = opened()
    del book.defined_names[Mark.TOKEN]
    target = BytesIO()
    book.save(target)
    assert marks_of(read_workbook(target.getvalue())) is None


def test_a_mark_that_became_a_formula_is_not_believed() -> None:
    spoiled = edited(written(), lambda sheet: sheet.__setitem__("A1", "=A2"), "Repères")
    assert marks_of(read_workbook(spoiled)) is None


def test_the_wording_is_that_of_the_profile() -> None:
    sheet = opened(written(grid(profile="collectivite")))["Réponses"]
    texts = [row[1].value for row in sheet.iter_rows() if row[1].value]
    assert "Cohésion sociale" in texts
    assert any("cohésion sociale du territoire" in text for text in texts)


def test_ex_ante_asks_two_readings_side_by_side_where_both_are_asked() -> None:
    ex_ante = grid(moment="ex_ante")
    sheet = opened(written(ex_ante))["Réponses"]
    assert [cell.value for cell in sheet[3]][2::3] == ["Aujourd’hui", "Attendu"]
    today, expected = at("B1.1", 0, "initial", ex_ante), at("A1.1", 0, "expected", ex_ante)
    assert (sheet[today].protection.locked, sheet[expected].protection.locked) == (False, False)
    assert sheet[expected].offset(column=-3).protection.locked


def test_what_was_already_answered_is_there() -> None:
    kept = {("observed", "A1.1"): Content(3, 1, "Vu ensemble."), ("observed", "A1.2"): Content("NSP")}
    sheet = opened(written(grid(kept, {"D1": 2})))["Réponses"]
    assert [sheet[at("A1.1", step)].value for step in range(3)] == ["3 – Fort", "Documenté", "Vu ensemble."]
    assert [sheet[at("A1.2", step)].value for step in range(3)] == ["Ne sait pas", None, None]
    assert sheet["C6"].value == "2 – Prioritaire"


@pytest.mark.parametrize("typed", ["=1+1", "+33 1", "@cmd", "=HYPERLINK(1)", "http://exemple.fr"])
def test_a_comment_is_never_a_formula_nor_a_link(typed: str) -> None:
    cell = opened(written(grid({("observed", "A1.1"): Content(3, 0, typed)})))["Réponses"][at("A1.1", 2)]
    assert (cell.value, cell.data_type, cell.hyperlink, cell.number_format) == (typed, "s", None, "@")


def test_headers_stay_in_sight_and_repeat_on_paper() -> None:
    sheet = opened()["Réponses"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C4", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    width = sum(sheet.column_dimensions[letter].width for letter in "ABCDE")
    assert width < 150, "readable at 100 % on a laptop"


def test_a_priority_of_zero_greys_the_questions_of_its_criterion() -> None:
    rules = opened()["Réponses"].conditional_formatting
    assert {rule.formula[0] for area in rules for rule in area.rules} == {
        f'LEFT($C${row},1)="0"' for row in (6, 7, 8, 9)
    }


def test_equal_data_gives_equal_bytes() -> None:
    assert written() == written()
