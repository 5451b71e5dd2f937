"""Forty cells that say the same are one line; what a page cannot mend is said elsewhere."""

from app.exchanges.imports.correcting import READINGS_MOST, grouped
from imports.faults import Fault


def faults(*found: tuple[str, str, str, str], expected: str = "une région") -> list[dict[str, str]]:
    return [vars(Fault(sheet, cell, column, read, expected, "04")) for sheet, cell, column, read in found]


def test_cells_that_say_the_same_share_one_entry_and_the_first_are_named() -> None:
    cells = [("Suivi", f"D{row}", "Région", "Bretange") for row in range(5, 45)]
    (group,) = grouped(faults(*cells), {"Suivi": 4}, {})
    assert (group.count, len(group.readings)) == (40, 1)
    assert group.readings[0].where == "D5, D6, D7, D8, D9, D10, D11, D12 et 32\u00a0autres"
    assert group.readings[0].proposal == "04"


def test_the_texts_read_most_often_come_first() -> None:
    told = faults(("S", "D5", "Région", "a"), ("S", "D6", "Région", "b"), ("S", "D7", "Région", "b"))
    (group,) = grouped(told, {}, {})
    assert [reading.read for reading in group.readings] == ["b", "a"]


def test_a_text_of_two_sheets_is_corrected_once_and_says_both() -> None:
    told = faults(("Suivi", "D5", "Région", "a"), ("Autre", "B2", "Région", "a"))
    told[1]["expected"] = "un code de région"
    (group,) = grouped(told, {}, {})
    assert group.readings[0].where == "Suivi D5, Autre B2"


def test_a_fault_in_the_titles_is_for_the_page_of_columns() -> None:
    told = faults(("Suivi", "A4", "Région", ""), ("Suivi", "", "Feuille", ""), ("Suivi", "A14", "Région", ""))
    groups = grouped(told, {"Suivi": 4}, {})
    assert [(group.column, group.by_columns) for group in groups] == [
        ("Région", True),
        ("Feuille", True),
        ("Région", False),
    ]


def test_a_column_of_nothing_but_faults_is_better_corrected_in_the_file() -> None:
    (group,) = grouped(faults(*(("S", f"D{n}", "Région", f"r{n}") for n in range(1, 101))), {}, {})
    assert len(group.first) + len(group.folded) == READINGS_MOST
    assert group.untold == 60


def test_what_was_typed_before_stands_in_its_field() -> None:
    (group,) = grouped(faults(("S", "D5", "Région", "a")), {}, {("Région", "a"): "z"})
    assert group.readings[0].typed == "z"
