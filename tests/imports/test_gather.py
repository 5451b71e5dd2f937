from decimal import Decimal

import pytest

from imports.projects import Gathered, gather
from imports.workbook import Cell, Row, Sheet, Workbook, read_workbook
from tests.imports.support import CODE, FOLLOW_UP, INSTALMENTS, PROJECT, SUIVI, book, project_line, sheet


@pytest.fixture(scope="module")
def follow_up() -> Gathered:
    return gather(read_workbook(FOLLOW_UP.read_bytes()))


def sentences(gathered: Gathered) -> str:
    return "\n".join(note.sentence for note in gathered.findings.notes)


def test_the_follow_up_workbook_is_read_without_a_fault(follow_up: Gathered) -> None:
    assert follow_up.findings.faults == []
    assert (len(follow_up.projects), len(follow_up.instalments), len(follow_up.milestones)) == (33, 66, 99)


def test_its_total_row_is_left_out_and_its_amounts_arrive(follow_up: Gathered) -> None:
    assert sum(row.amount_eur or 0 for row in follow_up.projects) == Decimal(534_000)


def test_its_regions_are_all_known_but_the_interregional_one(follow_up: Gathered) -> None:
    without = [row.code for row in follow_up.projects if row.region_code is None]
    assert without == ["ODD17-2023-033"]
    assert len({row.region_code for row in follow_up.projects}) == 15


def test_its_odd_cells_are_read(follow_up: Gathered) -> None:
    row = next(each for each in follow_up.projects if each.code == "ODD17-2024-005")
    assert (row.amount_eur, f"{row.copil_on:%d/%m/%Y}", row.status) == (Decimal(30_000), "18/12/2023", "en_cours")
    assert row.partners == ("Association Thiérache", "Université Thiérache", "Communauté de communes Thiérache")


def test_the_header_is_found_under_title_lines_and_by_other_words() -> None:
    headers = [{"N°": "Code projet", "Montant accordé": "MONTANT (€)"}.get(title, title) for title in SUIVI]
    suivi = sheet("Suivi 2024", ["Fonds ODD 17"], [], ["Mis à jour"], headers, project_line())
    gathered = gather(Workbook((suivi,)))
    assert [row.code for row in gathered.projects] == [CODE]
    assert gathered.findings.faults == []


def test_a_missing_column_is_told_once_where_the_headers_are() -> None:
    titles = [title for title in SUIVI if title != "Porteur"]
    suivi = sheet("Suivi", titles, [PROJECT.get(title) for title in titles], [PROJECT.get(title) for title in titles])
    faults = [fault for fault in gather(Workbook((suivi,))).findings.faults if fault.field == "Porteur"]
    assert [(fault.cell, fault.expected) for fault in faults] == [
        ("A1", "une colonne «\u00a0Porteur\u00a0» dans la ligne des titres")
    ]


def test_a_repeated_column_is_a_fault_and_an_unknown_one_a_note() -> None:
    suivi = sheet("Suivi", [*SUIVI, "Statut", "Humeur"], [*project_line(), "Terminé", "bonne"])
    gathered = gather(Workbook((suivi,)))
    assert [(fault.cell, fault.expected) for fault in gathered.findings.faults] == [
        ("P1", "une seule colonne de ce nom")
    ]
    assert "«\u00a0Humeur\u00a0» (Q)" in sentences(gathered)


def test_a_sheet_without_a_header_row_is_a_fault() -> None:
    (fault,) = gather(Workbook((sheet("Suivi", ["bonjour"]),))).findings.faults
    assert (fault.sheet, fault.cell, fault.field) == ("Suivi", "A1", "Titres")


def test_a_workbook_without_the_follow_up_sheet_is_a_fault() -> None:
    (fault,) = gather(Workbook((sheet("Un", ["a"]), sheet("Deux", ["b"])))).findings.faults
    assert (fault.sheet, fault.read) == ("Suivi", "Un, Deux")


def test_the_only_sheet_is_the_follow_up_whatever_its_title() -> None:
    gathered = gather(Workbook((sheet("export", SUIVI, project_line()),)))
    assert [row.code for row in gathered.projects] == [CODE]
    assert "Pas de feuille «\u00a0Versements\u00a0»" in sentences(gathered)


@pytest.mark.parametrize("word", ["TOTAL", "Total général", "Sous-total", "Totaux"])
def test_total_rows_are_left_out(word: str) -> None:
    total = [None] * 9 + [word, 10_000]
    assert gather(book([project_line(), [], total])).findings.faults == []


def test_a_project_without_a_code_is_never_taken_for_a_total() -> None:
    (fault,) = gather(book([project_line(**{"N°": None, "Territoire": "Somme"})])).findings.faults[:1]
    assert (fault.cell, fault.field, fault.read) == ("A2", "N°", "")


def test_a_remark_under_the_table_is_a_note() -> None:
    gathered = gather(book([project_line(), ["* montants provisoires"]]))
    assert gathered.findings.faults == []
    assert "«\u00a0* montants provisoires\u00a0»" in sentences(gathered)


def test_hidden_rows_are_read_like_the_others_and_told() -> None:
    shown = sheet("Suivi", SUIVI, project_line())
    hidden = Sheet("Suivi", (shown.rows[0], Row(2, shown.rows[1].cells, hidden=True)))
    gathered = gather(Workbook((hidden,)))
    assert len(gathered.projects) == 1
    assert "Lignes masquées, lues comme les autres\u00a0: 1." in sentences(gathered)


def test_a_code_merged_over_its_instalments_holds_for_each() -> None:
    lines = [INSTALMENTS[0], (None, *INSTALMENTS[1][1:])]
    instalments = sheet(
        "Versements", ("Projet", "Tranche", "Échéance", "Montant", "Payé le"), *lines, merged=((1, 2, 1, 3),)
    )
    gathered = gather(Workbook((book().sheets[0], instalments)))
    assert [row.code for row in gathered.instalments] == [CODE, CODE]


def test_an_amount_merged_over_two_instalments_is_never_counted_twice() -> None:
    lines = [INSTALMENTS[0], (*INSTALMENTS[1][:3], None, None)]
    instalments = sheet(
        "Versements", ("Projet", "Tranche", "Échéance", "Montant", "Payé le"), *lines, merged=((4, 2, 4, 3),)
    )
    (fault,) = gather(Workbook((book().sheets[0], instalments))).findings.faults
    assert (fault.cell, fault.field) == ("D3", "Montant")


def test_a_dash_in_an_optional_cell_says_nothing() -> None:
    row = gather(book([project_line(**{"SIRET porteur": "—", "Date de fin": "-"})])).projects[0]
    assert (row.siret, row.ends_on) == (None, None)


def test_a_formula_never_calculated_is_a_fault_that_says_what_to_do() -> None:
    formula = Cell(1, 1, "empty", None, "=5000*2")
    (fault,) = gather(book([project_line(**{"Montant accordé": formula})])).findings.faults
    assert (fault.cell, fault.read) == ("K2", "=5000*2")
    assert "enregistrez-le" in fault.expected


def test_before_the_decision_neither_amount_nor_copil_is_expected() -> None:
    early = project_line(**{"Statut": "En instruction", "Montant accordé": None, "Date COPIL": None})
    assert gather(book([early], [], [])).findings.faults == []
    late = project_line(**{"Montant accordé": None, "Date COPIL": None, "Versé à ce jour": None})
    assert [fault.cell for fault in gather(book([late], [], [])).findings.faults] == ["J2", "K2"]
