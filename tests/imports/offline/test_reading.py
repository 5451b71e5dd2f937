"""A returned workbook: its answers, and what is wrong with it, cell by cell."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.assessments.cells import Content
from imports.offline.layout import Closing, layout_of
from imports.offline.reading import Filled, read_answers
from imports.offline.writing import write_offline
from imports.workbook import Cell, read_workbook
from tests.imports.offline.support import COVER, GRID, LISTS, WHO, at, grid, places, reread, written
from tests.imports.offline.support import filled as read

QUESTIONS = [question.code for axis in GRID.axes for question in axis.questions]
LAST = places().closing[Closing.SUBMISSION]


def answered(*values: object, step: int = 0) -> Filled:
    """One blank grid in which each value was typed at a question, in order."""

    def fill(sheet: Worksheet) -> None:
        for question, value in zip(QUESTIONS, values, strict=False):
            sheet[at(question, step)] = value

    return reread(fill)


def contents(found: Filled, count: int) -> list[Content]:
    assert found.faults == ()
    return [found.cells["observed", question] for question in QUESTIONS[:count]]


def test_an_answer_is_a_word_of_the_list_or_its_number() -> None:
    typed = {
        "0 – Pas du tout": 0, "4 – Très fort": 4, "4 - tres fort": 4, "Moyen": 2, "3": 3, 3: 3, 1.0: 1,
        "Sans objet": "NA", "ne sait pas": "NSP", " 2 – MOYEN ": 2,
    }  # fmt: skip
    assert [content.value for content in contents(answered(*typed), len(typed))] == list(typed.values())


def test_what_the_list_does_not_offer_is_refused_at_its_cell() -> None:
    wrong = [5, -1, "-1", "− 3", 2.5, "5 – Énorme", "3 – Très fort", "peut-être", True, date(2025, 1, 3)]
    faults = answered(*wrong).faults
    assert [fault.cell for fault in faults] == [at(question) for question in QUESTIONS[: len(wrong)]]
    assert {fault.expected[:24] for fault in faults} == {"une réponse de la liste,", "une réponse de la liste\u202f"}


def test_a_formula_never_calculated_is_refused_and_one_in_error_too() -> None:
    never, error = answered("=1+1", "#DIV/0!").faults
    assert "pour que cette formule soit calculée" in never.expected
    assert "en erreur" in error.expected


def test_a_formula_that_was_calculated_counts_by_its_stored_value() -> None:
    book = read_workbook(written())
    places = {entry.cell.question: entry for entry in layout_of(grid()).entries}
    row, column = places["A1.1"].row, places["A1.1"].column
    calculated = Cell(row, column, "text", "3 – Fort", '="3 – "&"Fort"')
    sheets = [
        replace(
            sheet,
            rows=tuple(
                replace(line, cells=line.cells | {column: calculated}) if line.number == row else line
                for line in sheet.rows
            ),
        )
        if sheet.title == "Réponses"
        else sheet
        for sheet in book
    ]
    found = read_answers(replace(book, sheets=tuple(sheets)), grid(), LISTS)
    assert found.cells["observed", "A1.1"] == Content(3)


def test_a_near_word_is_proposed() -> None:
    (fault,) = answered("Trés forr").faults
    assert "peut-être «\u00a04 – Très fort\u00a0»" in fault.expected


def test_the_cell_read_and_its_question_are_told() -> None:
    found = reread(lambda sheet: sheet.__setitem__(at("B1.2"), "oui"))
    assert [(f.sheet, f.cell, f.field, f.read) for f in found.faults] == [
        ("Réponses", at("B1.2"), "Question B1.2", "oui")
    ]


def test_evidence_and_comments_are_read_beside() -> None:
    assert contents(answered("Mesuré", "Documenté", None, step=1), 3) == [Content(None, 2), Content(None, 1), Content()]
    said = contents(answered("  Deux\r\nlignes ", 2024, date(2025, 1, 3), " ", step=2), 4)
    assert [content.comment for content in said] == ["Deux\nlignes", "2024", "03/01/2025", ""]


def test_a_comment_too_long_is_refused_not_cut() -> None:
    (fault,) = answered("x" * 2_000, "x" * 2_001, step=2).faults
    assert (fault.cell, fault.expected) == (at("A1.2", 2), "un commentaire de 2\u202f000 caractères au plus")


def test_priorities_are_read_and_an_emptied_one_is_none() -> None:
    found = reread(lambda sheet: (sheet.__setitem__("C6", "0 – Sans objet pour nous"), sheet.__setitem__("C7", None)))
    assert found.priorities == {"D1": 0, "D2": None, "D3": 1, "D4": 1}


@pytest.mark.parametrize(("value", "expected"), [("oui", True), ("OUI", True), ("non", False), (None, False)])
def test_submitting_is_asked_in_the_last_cell(value: str | None, expected: bool) -> None:
    assert reread(lambda sheet: sheet.__setitem__(f"C{LAST}", value)).submits is expected


def test_being_quoted_is_agreed_refused_or_left_unsaid() -> None:
    for quotes in (True, False, None):
        left = write_offline(COVER, grid(), LISTS, WHO, datetime(2025, 2, 3, tzinfo=UTC), quotes=quotes)
        assert read(left).quotes is quotes


def test_another_word_there_is_refused() -> None:
    (fault,) = reread(lambda sheet: sheet.__setitem__(f"C{LAST}", "peut-être")).faults
    assert (fault.cell, fault.expected) == (f"C{LAST}", "«\u00a0oui\u00a0» ou «\u00a0non\u00a0»")


def moved(edit: object) -> str:
    (fault,) = reread(edit).faults  # type: ignore[arg-type]
    return fault.expected


def test_rows_and_columns_moved_added_or_deleted_are_refused_once() -> None:
    assert "des lignes ou des colonnes ont été" in moved(lambda sheet: sheet.insert_rows(12))
    assert "des lignes ou des colonnes ont été" in moved(lambda sheet: sheet.delete_rows(14))
    assert "des lignes ou des colonnes ont été" in moved(lambda sheet: sheet.insert_cols(3))
    assert "des lignes ou des colonnes ont été" in moved(lambda sheet: sheet.delete_cols(4))


def swap(sheet: Worksheet) -> None:
    """Two questions exchanged: every text is there, not where it was."""
    first, second = at("A1.1")[1:], at("A1.2")[1:]
    for column in "AB":
        one, other = sheet[f"{column}{first}"], sheet[f"{column}{second}"]
        one.value, other.value = other.value, one.value


def test_two_questions_exchanged_are_refused() -> None:
    assert "« A1.1 »".replace(" ", "\u00a0") in moved(swap)


def test_an_edited_question_is_refused_with_its_first_wording() -> None:
    row = at("A1.1")[1:]
    (fault,) = reread(lambda sheet: sheet.__setitem__(f"B{row}", "Tout va bien.")).faults
    assert (fault.cell, fault.read) == (f"B{row}", "Tout va bien.")
    assert "Les actions prévues ensemble ont été réalisées." in fault.expected


def test_what_is_written_outside_the_answers_is_not_lost_silently() -> None:
    outside = ["D6", "F12", "A100", "Z900"]
    faults = reread(lambda sheet: [sheet.__setitem__(place, "Une remarque") for place in outside]).faults
    assert [fault.cell for fault in faults] == outside


def test_the_title_and_the_help_above_the_headers_do_not_count() -> None:
    assert reread(lambda sheet: sheet.__setitem__("A1", "Autre nom")).faults == ()


def test_the_same_grid_worded_for_another_profile_is_refused() -> None:
    other = read(written(grid(profile="collectivite")), grid()).faults
    assert {fault.field for fault in other} == {"Repère"}
    assert "Richesses humaines" in other[0].expected


def test_a_workbook_without_its_answers_is_refused() -> None:
    (fault,) = reread(lambda sheet: setattr(sheet, "title", "Autre")).faults
    assert (fault.sheet, fault.cell) == ("Réponses", "")
