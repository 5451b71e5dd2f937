"""The first sheet lists everything, leads to each cell, and is never read back."""

import pytest

from imports.errors import ReadersBusy, UnreadableFile
from imports.faults import Fault
from imports.limits import MAX_COMMENTS
from imports.marking import UNMARKABLE, mark
from imports.marking import _told as told
from imports.sandbox import BUSY
from imports.workbook import read_workbook
from tests.imports.hostile import LAUGHS, SHEET, with_parts
from tests.imports.marking.books import AMOUNT, MISSING, REGION, marked, opened, rich, texts
from tests.imports.support import saved


def test_every_fault_is_listed_with_a_link_to_its_cell() -> None:
    sheet = marked(rich(), AMOUNT, REGION, MISSING)["À corriger"]
    assert sheet["A1"].value == "3 points à corriger"
    rows = [[cell.value for cell in row] for row in sheet["A4:F7"]]
    assert rows == [
        ["Feuille", "Case", "Colonne", "Lu", "Attendu", "Proposition"],
        ["Suivi 2024", "B3", "Montant", "12k€", "un montant en euros, comme 12 000,50", "12 000"],
        ["Suivi 2024", "C3", "Région", "Bretagn", "une région", None],
        ["Suivi 2024", "(toute la feuille)", "Date COPIL", "(vide)", "une colonne « Date COPIL »", None],
    ]
    assert [sheet[f"B{row}"].hyperlink and sheet[f"B{row}"].hyperlink.location for row in (5, 6, 7)] == [
        "'Suivi 2024'!B3",
        "'Suivi 2024'!C3",
        None,
    ]


def test_a_text_that_begins_like_a_formula_stays_text() -> None:
    hostile = Fault("Suivi 2024", "B3", "Montant", "=cmd|'/c calc'!A0", "un montant\x07")
    sheet = marked(rich(), hostile)["À corriger"]
    assert (sheet["D5"].value, sheet["D5"].data_type, sheet["D5"].quotePrefix) == (hostile.read, "s", True)
    assert sheet["E5"].value == "un montant"


def test_the_marked_file_corrected_is_read_without_the_first_sheet() -> None:
    book = marked(rich(), AMOUNT)
    book["Suivi 2024"]["B3"] = 12_000
    sheets = read_workbook(saved(book)).sheets
    assert [sheet.title for sheet in sheets] == ["Suivi 2024", "Cachée"]
    assert sheets[0].rows[2].cell(2).value == 12_000


def test_a_sheet_of_the_same_title_that_is_not_ours_is_read() -> None:
    book = opened(rich())
    book.create_sheet("À corriger")["A1"] = "le mien"
    content = saved(book)
    assert "À corriger" in [sheet.title for sheet in read_workbook(content)]
    again = mark(content, "x.xlsx", [AMOUNT])
    assert [sheet.title for sheet in read_workbook(again)] == [sheet.title for sheet in read_workbook(content)]


def test_the_first_sheet_is_recognised_when_it_was_renamed() -> None:
    book = marked(rich(), AMOUNT)
    book["À corriger"].title = "Vu l'autre jour"
    book.defined_names["ODD17_a_corriger"].attr_text = "'Vu l''autre jour'!$A$1"
    assert [sheet.title for sheet in read_workbook(saved(book))] == ["Suivi 2024", "Cachée"]


def test_a_file_marked_twice_keeps_the_marks_of_the_second_time_only() -> None:
    again = marked(mark(rich(), "x.xlsx", [AMOUNT, REGION]), REGION)
    assert again.sheetnames == ["À corriger", "Suivi 2024", "Cachée"]
    assert again["À corriger"]["A1"].value == "1 point à corriger"
    assert again["Suivi 2024"]["B3"].comment is None
    assert again["Suivi 2024"]["B3"].fill.fill_type is None
    assert again["Suivi 2024"]["C3"].comment.text.count("Bretagn") == 1
    assert again["Suivi 2024"]["C3"].comment.text.startswith("À revoir avec Léa")


def test_beyond_the_limit_cells_are_red_without_a_comment_and_it_is_said() -> None:
    faults = [Fault("Suivi 2024", f"A{row}", "N°", "x", "y") for row in range(100, 101 + MAX_COMMENTS)]
    book = marked(rich(), *faults)
    assert book["Suivi 2024"][faults[-1].cell].comment is None
    assert book["Suivi 2024"][faults[-1].cell].fill.fill_type == "solid"
    assert "Les 2\u202f000 premières" in " ".join(texts(book["À corriger"]))


def test_a_hostile_file_is_not_marked_and_the_reason_is_said() -> None:
    with pytest.raises(UnreadableFile, match="éléments inattendus"):
        mark(with_parts({SHEET: LAUGHS.encode()}), "x.xlsx", [AMOUNT])


def test_a_file_that_costs_too_much_to_mark_is_told_so_and_a_crowd_is_told_to_wait() -> None:
    assert told(UnreadableFile("trop long")).sentence == UNMARKABLE
    assert told(ReadersBusy(BUSY)).sentence == BUSY


def test_a_csv_comes_back_as_a_workbook_of_the_same_texts() -> None:
    content = "N°;Montant\r\n01004;1 200,50 €\r\n=1+1;-3\r\n".encode("cp1252")
    book = marked(content, Fault("mes projets.csv", "B2", "Montant", "1 200,50 €", "x"), name="mes projets.csv")
    assert book.sheetnames == ["À corriger", "mes projets"]
    assert [[cell.value for cell in row] for row in book["mes projets"]] == [
        ["N°", "Montant"],
        ["01004", "1 200,50 €"],
        ["=1+1", "-3"],
    ]
    assert book["mes projets"]["A3"].data_type == "s"
    assert book["mes projets"]["B2"].comment
