"""Each faulty cell says what was read and what was expected, and keeps all it had but its ground."""

import pytest

from imports.faults import Fault
from imports.marking.cells import AUTHOR, SOFT_RED
from tests.imports.marking.books import AMOUNT, MISSING, REGION, marked, rich


def test_a_faulty_cell_is_red_and_says_what_was_read_expected_and_proposed() -> None:
    cell = marked(rich(), AMOUNT)["Suivi 2024"]["B3"]
    assert cell.fill.start_color.rgb == SOFT_RED
    assert cell.comment.author == AUTHOR
    assert cell.comment.text.splitlines()[1:] == [
        "Lu\u00a0: 12k€",
        "Attendu\u00a0: un montant en euros, comme 12 000,50",
        "Proposition\u00a0: 12 000",
    ]


def test_a_faulty_cell_keeps_its_value_font_border_and_number_format() -> None:
    cell = marked(rich(), AMOUNT)["Suivi 2024"]["B3"]
    assert (cell.value, cell.number_format) == ("12k€", "#,##0.00")
    assert (cell.font.bold, cell.font.color.rgb, cell.border.left.style) == (True, "FF0000FF", "thin")


def test_a_comment_that_was_there_is_kept_and_completed() -> None:
    comment = marked(rich(), REGION)["Suivi 2024"]["C3"].comment
    assert comment.author == "Léa"
    assert comment.text.startswith("À revoir avec Léa\n\n")
    assert "Lu\u00a0: Bretagn" in comment.text


def test_two_faults_of_a_cell_share_its_comment() -> None:
    again = Fault("Suivi 2024", "B3", "Montant", "12k€", "un montant plus petit que l’enveloppe")
    text = marked(rich(), AMOUNT, again)["Suivi 2024"]["B3"].comment.text
    assert text.count("Attendu") == 2


def test_an_empty_cell_and_a_merged_one_are_marked_where_they_show() -> None:
    sheet = marked(rich(), Fault("Suivi 2024", "A8", "N°", "", "un code"), Fault("Suivi 2024", "F20", "x", "", "y"))[
        "Suivi 2024"
    ]
    assert sheet["A7"].comment
    assert "(vide)" in sheet["A7"].comment.text
    assert sheet["F20"].fill.start_color.rgb == SOFT_RED


def test_other_cells_are_left_alone() -> None:
    sheet = marked(rich(), AMOUNT, MISSING)["Suivi 2024"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type] == ["B3"]
    assert sheet["C3"].comment.text == "À revoir avec Léa"


@pytest.mark.parametrize("place", ["ZZZZ1", "A0", "A99999999", "de A1 à B2", "12"])
def test_a_place_that_is_none_is_listed_only(place: str) -> None:
    book = marked(rich(), Fault("Suivi 2024", place, "x", "y", "z"))
    assert book["À corriger"]["B5"].value == place
    assert book["À corriger"]["B5"].hyperlink is None
