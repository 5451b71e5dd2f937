from datetime import date
from decimal import Decimal

import pytest

from imports.cells import (
    code_text,
    day,
    decimal,
    money,
    names,
    positive_money,
    project_code,
    shown,
    siren,
    siret,
    text,
    yes_no,
)
from imports.cells.texts import joined
from imports.faults import UnexpectedCell
from imports.workbook import Cell
from tests.imports.support import cell


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("24500 €", "24500"),
        ("30\u202f000,00 €", "30000"),
        ("30\u00a0000,00\u00a0€", "30000"),
        ("20 000 €", "20000"),
        ("0 €", "0"),
        ("1 234,5 euros", "1234.5"),
        ("1234.56", "1234.56"),
        ("1.234,56 EUR", "1234.56"),
        ("1 234 567,89", "1234567.89"),
        ("12\u2009000,50\t€", "12000.50"),
        ("€ 12\u2007000", "12000"),
        (24500, "24500"),
        (0.1 + 0.2, "0.30"),
        (1e5, "100000"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str | float, amount: str) -> None:
    assert money(cell(typed)) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    [
        "12k€",
        "24.500",
        "1,234.56",
        "-500",
        "24 50",
        "environ 5000",
        "€",
        "5000 $",
        "12,345",
        -5,
        10 / 3,
        1e12,
        float("inf"),
    ],
)
def test_an_amount_that_could_be_misread_is_refused(typed: str | float) -> None:
    with pytest.raises(UnexpectedCell, match="montant en euros"):
        money(cell(typed))


@pytest.mark.parametrize(
    ("typed", "proposal", "question"),
    [
        ("12k€", "12000", "12\u202f000\u00a0€"),
        ("12 K€", "12000", "12\u202f000\u00a0€"),
        ("1,2 M€", "1200000", "1\u202f200\u202f000\u00a0€"),
        ("2 millions d’euros", "2000000", "2\u202f000\u202f000\u00a0€"),
        ("env. 12000", "12000", "12\u202f000\u00a0€"),
        ("12.000", "12000", "12\u202f000\u00a0€"),
        ("1,234.56", "1234,56", "1\u202f234,56\u00a0€"),
        ("12'000", "12000", "12\u202f000\u00a0€"),
        ("12?000,50 €", "12000,50", "12\u202f000,50\u00a0€"),
        ("12 000 € (dont 2 000 en 2025)", "12000", "12\u202f000\u00a0€"),
        ("12 000 € TTC ?", "12000", "12\u202f000\u00a0€"),
    ],
)
def test_an_amount_that_could_be_misread_comes_back_as_a_question(typed: str, proposal: str, question: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        money(cell(typed))
    assert refused.value.expected.endswith(f"voulez-vous dire «\u00a0{question}\u00a0»\u202f?")
    assert refused.value.proposal == proposal
    assert money(cell(proposal)) > 0


@pytest.mark.parametrize("typed", ["10 000 + 2 000", "5000 $", "12 m€", "à confirmer", "24 50", "(500)", "-500", "5 %"])
def test_nothing_is_proposed_where_nothing_is_likely(typed: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        money(cell(typed))
    assert refused.value.proposal == ""


@pytest.mark.parametrize(
    ("typed", "proposal"), [("(12,5)", "-12,5"), ("12.000", "12000"), ("30 personnes", "30"), ("env. 12", "12")]
)
def test_a_number_that_could_be_misread_comes_back_as_a_question(typed: str, proposal: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        decimal(cell(typed))
    assert refused.value.proposal == proposal


def test_a_negative_amount_in_brackets_is_refused_as_negative() -> None:
    with pytest.raises(UnexpectedCell, match="zéro ou plus"):
        money(cell("(1 500,00 €)"))


def test_a_granted_amount_is_above_zero() -> None:
    with pytest.raises(UnexpectedCell, match="supérieur à zéro"):
        positive_money(cell("0,00 €"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (date(2023, 6, 30), date(2023, 6, 30)),
        ("18/12/2023", date(2023, 12, 18)),
        ("17/02/24", date(2024, 2, 17)),
        ("01/02/98", date(1998, 2, 1)),
        ("2023-09-26", date(2023, 9, 26)),
        ("2023-09-26T00:00:00", date(2023, 9, 26)),
        ("5.6.2023", date(2023, 6, 5)),
        ("1er mars 2024", date(2024, 3, 1)),
        ("30 Août 2024", date(2024, 8, 30)),
        ("14 févr. 2024", date(2024, 2, 14)),
        ("15-mars-24", date(2024, 3, 15)),
        ("15-Feb-2024", date(2024, 2, 15)),
        ("le 1er avril 2024", date(2024, 4, 1)),
        ("18/12/2023 14:30", date(2023, 12, 18)),
        ("45278", date(2023, 12, 18)),
        (45107, date(2023, 6, 30)),
        (45107.75, date(2023, 6, 30)),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str | float | date, read: date) -> None:
    assert day(cell(typed)) == read


def test_a_serial_of_an_old_macintosh_workbook_counts_from_1904() -> None:
    assert day(Cell(1, 1, "number", 43645, epoch_1904=True)) == date(2023, 6, 30)


@pytest.mark.parametrize(
    "typed", ["31/02/2024", "12/2023", "2023", "12/31/2023", "bientôt", "01/01/1812", True, 12, 1e300]
)
def test_a_date_that_does_not_exist_is_refused(typed: str | float) -> None:
    with pytest.raises(UnexpectedCell, match="une date, par exemple 18/12/2023"):
        day(cell(typed))


@pytest.mark.parametrize(
    "typed", ["99999406400072", "999 994 064 00072", "999.994.064-00072", 99999406400072, 9.9999406400072e13]
)
def test_a_siret_is_read_spaced_or_typed_as_a_number(typed: str | float) -> None:
    assert siret(cell(typed)) == "99999406400072"


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("03/25/2024", "25/03/2024"),
        ("2024", "01/01/2024"),
        (2024, "01/01/2024"),
        ("mars 2024", "01/03/2024"),
        ("03/2024", "01/03/2024"),
        ("2024-03", "01/03/2024"),
        ("fin mars 2024", "31/03/2024"),
        ("T3 2024", "01/07/2024"),
        ("20240115", "15/01/2024"),
        ("15/01/2024 (à confirmer)", "15/01/2024"),
        ("lundi 15 janvier 2024", "15/01/2024"),
    ],
)
def test_a_date_that_could_be_misread_comes_back_as_a_question(typed: str | int, proposal: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        day(cell(typed))
    assert f"voulez-vous dire «\u00a0{proposal}\u00a0»" in refused.value.expected
    assert (refused.value.proposal, day(cell(proposal)).strftime("%d/%m/%Y")) == (proposal, proposal)


@pytest.mark.parametrize("typed", ["31/02/2024", "15/01/2024 ou 15/02/2024", "2024/2025", "bientôt", "01/01/1812"])
def test_no_date_is_proposed_where_none_is_likely(typed: str) -> None:
    with pytest.raises(UnexpectedCell) as refused:
        day(cell(typed))
    assert refused.value.proposal == ""


def test_a_siret_gets_back_the_zeros_excel_ate() -> None:
    assert siret(cell(6580195300012)) == "06580195300012"


def test_la_poste_has_its_own_rule_for_the_key() -> None:
    assert siret(cell("35600000049837")) == "35600000049837"


@pytest.mark.parametrize("typed", ["99999406400073", "9999940640007", "9,99994E+13", "aucun", True, date(2024, 1, 1)])
def test_a_siret_with_a_wrong_key_or_length_is_refused(typed: str | bool | date) -> None:
    with pytest.raises(UnexpectedCell, match="SIRET de 14 chiffres"):
        siret(cell(typed))


def test_a_siren_is_checked_by_its_key() -> None:
    assert siren(cell("732 829 320")) == "732829320"
    with pytest.raises(UnexpectedCell):
        siren(cell("732829321"))


@pytest.mark.parametrize("typed", ["ODD17-2024-007", " odd17-2024-007 ", "ODD17–2024–007", "ODD17 - 2024 - 007"])
def test_a_project_code_forgives_case_dashes_and_spaces(typed: str) -> None:
    assert project_code(cell(typed)) == "ODD17-2024-007"


@pytest.mark.parametrize("typed", ["ODD17-24-7", "2024-007", 7, "ODD17-2024-00X", "ODD17-2024-007-2"])
def test_another_code_is_refused(typed: str | int) -> None:
    with pytest.raises(UnexpectedCell, match="ODD17-2024-007"):
        project_code(cell(typed))


def test_names_are_cut_at_semicolons_and_line_breaks_never_at_et() -> None:
    typed = "Arts et Métiers;  Fondation\u00a0A ;\nCollectif B\r\nFONDATION A; ;"
    assert names(cell(typed)) == ("Arts et Métiers", "Fondation A", "Collectif B")


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("Ville A / Fondation B", "Ville A; Fondation B"),
        ("Ville A + Fondation B", "Ville A; Fondation B"),
        ("Ville A, Fondation B", "Ville A; Fondation B"),
    ],
)
def test_names_are_never_cut_at_a_doubtful_mark_without_asking(typed: str, proposal: str) -> None:
    with pytest.raises(UnexpectedCell, match="ou un seul nom, à finir par un point-virgule") as refused:
        names(cell(typed))
    assert refused.value.proposal == proposal
    assert names(cell(f"{typed};")) == (typed,)


@pytest.mark.parametrize("several", [("Ville A / Fondation B",), ("A, B", "C"), ("A et B",), ("A/B",), ()])
def test_names_written_back_are_read_as_they_were(several: tuple[str, ...]) -> None:
    assert names(cell(joined(several))) == several


def test_a_text_loses_its_invisible_marks_and_doubled_spaces() -> None:
    assert text(cell("\ufeff Pacte\u200b  des\n rivières ")) == "Pacte des rivières"


def test_a_code_typed_as_a_number_is_its_digits() -> None:
    assert code_text(cell(12.0)) == "12"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Oui", True), ("x", True), ("NON", False), (False, False), (1, True), ("☑", True), ("☐", False)],
)
def test_yes_and_no(typed: str | bool | int, said: bool) -> None:
    if isinstance(typed, bool):
        typed = "VRAI" if typed else "FAUX"
    assert yes_no(cell(typed)) is said


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(UnexpectedCell, match="oui"):
        yes_no(cell("peut-être"))


@pytest.mark.parametrize(
    ("value", "line"),
    [(date(2024, 3, 1), "01/03/2024"), (12.5, "12,5"), (True, "VRAI"), (99999406400072.0, "99999406400072")],
)
def test_what_was_read_is_shown_as_the_sheet_shows_it(value: date | float, line: str) -> None:
    assert shown(cell(value)) == line


def test_a_formula_in_error_or_never_calculated_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnexpectedCell, match="formule de cette case est en erreur"):
        money(Cell(1, 1, "error", "#REF!"))
    with pytest.raises(UnexpectedCell, match="enregistrez-le pour que cette formule soit calculée"):
        money(Cell(1, 1, "empty", None, "=A1"))


@pytest.mark.parametrize("written", ["#REF!", "#N/A", "#NOM?", "#VALEUR!", "#DIV/0!", "########"])
def test_an_error_exported_as_text_is_no_title(written: str) -> None:
    with pytest.raises(UnexpectedCell, match="en erreur"):
        text(cell(written))
