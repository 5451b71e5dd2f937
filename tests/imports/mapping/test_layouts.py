"""A mapping, as the readers of tables use it, and as the page that corrects it shows it."""

from imports.columns import layout_faults
from imports.findings import Findings
from imports.mapping import SheetMapping
from imports.mapping.described import describe, to_remember
from imports.mapping.layouts import layout_of, renamed_columns_note
from imports.mapping.proposal import propose
from imports.projects.columns import follow_up_columns
from imports.projects.gather import gather, sheet_rows
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import Workbook
from tests.imports.support import CODE, SUIVI, VERSEMENTS, book, project_line, sheet

COLUMNS = follow_up_columns(DEFAULT_VOCABULARY).own()
PLACES = {column.field: SUIVI.index(column.header) + 1 for column in COLUMNS if column.header in SUIVI}


def suivi(**names: str) -> SheetMapping:
    return SheetMapping("Suivi", "projets", 1, PLACES | {name: int(place) for name, place in names.items()})


def test_columns_that_are_not_of_the_table_are_told_as_unknown() -> None:
    first = sheet("Suivi", [*SUIVI, "Humeur"], project_line())
    layout = layout_of(first, SheetMapping("Suivi", "projets", 1, PLACES | {"mood": 16}), COLUMNS)
    assert "mood" not in layout.places
    assert [cell.reference for cell in layout.unknown] == ["P1"]


def test_a_repeated_heading_is_a_fault_until_someone_has_chosen() -> None:
    first = sheet("Suivi", [*SUIVI, "Statut"], [*project_line(), "Terminé"])
    (proposed,) = propose(Workbook((first,)), DEFAULT_VOCABULARY)
    assert [fault.cell for fault in layout_faults(first, layout_of(first, proposed, COLUMNS), COLUMNS)] == ["P1"]
    chosen = layout_of(first, SheetMapping("Suivi", "projets", 1, proposed.places), COLUMNS)
    assert list(layout_faults(first, chosen, COLUMNS)) == []


def test_amounts_in_thousands_are_refused_even_when_someone_chose_the_column() -> None:
    titles = ["Montant en k€" if title == "Montant accordé" else title for title in SUIVI]
    first = sheet("Suivi", titles, project_line())
    (fault,) = layout_faults(first, layout_of(first, suivi(), COLUMNS), COLUMNS)
    assert (fault.cell, fault.read) == ("K1", "Montant en k€")


def test_a_column_read_under_another_name_is_told() -> None:
    titles = ["Chef de file" if title == "Porteur" else title for title in SUIVI]
    first = sheet("Suivi", titles, project_line())
    (note,) = renamed_columns_note(first, layout_of(first, suivi(), COLUMNS), COLUMNS)
    assert (
        note.sentence
        == "Colonnes lues sous un autre nom\u00a0: «\u00a0Chef de file\u00a0» comme «\u00a0Porteur\u00a0»."
    )


def test_rows_are_gathered_by_the_mapping_whatever_the_titles() -> None:
    lines = [sheet("A", ["x"] * 15, project_line()), sheet("B", VERSEMENTS)]
    mapping = (SheetMapping("A", "projets", 1, PLACES), SheetMapping("B", ""))
    gathered = gather(Workbook(tuple(lines)), mapping=mapping)
    assert ([row.code for row in gathered.projects], gathered.findings.faults) == ([CODE], [])


def test_a_follow_up_kept_on_a_sheet_a_year_is_read_whole_and_a_code_on_both_refused() -> None:
    years = [sheet(str(year), SUIVI, project_line(**{"N°": code})) for year, code in ((2023, CODE), (2024, CODE))]
    mapping = propose(Workbook(tuple(years)), DEFAULT_VOCABULARY)
    (fault,) = gather(Workbook(tuple(years)), mapping=mapping).findings.faults
    assert (fault.sheet, fault.cell) == ("2024", "A2")
    assert fault.expected.endswith("déjà à la ligne 2 de «\u00a02023\u00a0»")


def test_a_correction_is_read_instead_of_what_the_cell_says() -> None:
    workbook = book([project_line(**{"Montant accordé": "12k€", "Versé à ce jour": None})], [], [])
    mapping = propose(workbook, DEFAULT_VOCABULARY)
    corrections = {("Montant accordé", "12k€"): "12000"}
    gathered = gather(workbook, mapping=mapping, corrections=corrections)
    assert (gathered.findings.faults, gathered.projects[0].amount_eur) == ([], 12_000)
    assert gather(workbook, corrections=corrections).projects[0].amount_eur == 12_000


def test_a_sheet_that_has_gone_gives_no_row() -> None:
    assert sheet_rows(book(), SheetMapping("Partie", "projets"), COLUMNS, {}, Findings()) == []


def test_the_page_is_told_columns_with_their_first_values_and_possible_fields() -> None:
    first = sheet("Suivi", ["Fonds"], [*SUIVI, None], [*project_line(), "à part"])
    (mapping,) = propose(Workbook((first,)), DEFAULT_VOCABULARY)
    told = describe(first, mapping, DEFAULT_VOCABULARY)
    assert (told.header_row, told.filled_rows, len(told.fields), told.missing) == (2, 1, 18, ())
    amount, last = told.columns[10], told.columns[15]
    assert (amount.letters, amount.heading, amount.values, amount.field) == (
        "K", "Montant accordé", ("10000",), "amount_eur",
    )  # fmt: skip
    assert (last.letters, last.heading, last.values, last.field) == ("P", "", ("à part",), "")


def test_what_people_chose_is_remembered_for_the_next_file() -> None:
    first = sheet("Suivi", ["Réf.", *SUIVI[1:], "Humeur"], [*project_line(), "bonne"])
    kept = to_remember(first, suivi())
    assert (kept[("projets", "ref")], kept[("projets", "humeur")]) == ("code", "")
    (again,) = propose(Workbook((first,)), DEFAULT_VOCABULARY, kept)
    assert (again.places, again.is_sure) == (PLACES, True)
