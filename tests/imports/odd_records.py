"""Sheets of records as people keep them: organisations, partners, indicators, measurements."""

from datetime import date

from tests.imports.odd import Book, Odd, habit
from tests.imports.support import CODE

ORGANISATIONS = ("Raison sociale", "Type de structure", "N° SIREN", "Code Insee", "CP", "Site web")


@habit
def codes_of_communes_were_typed_as_numbers() -> Odd:
    first = ["Association des rives", "Association", "732 829 320", 1004, 1500, None]
    second = ["Ville de Lannion", "Collectivité", None, "22113", 22300, None]
    book = Book("Structures").write(ORGANISATIONS, first, second)
    return book.odd(kinds=("organisations",), projects=0, faults=(("D2", "1004", "01004"), ("E2", "1500", "01500")))


@habit
def measurements_bear_units_and_vague_dates() -> Odd:
    lines = (
        ["Code projet", "Indicateur", "Mesuré le", "Valeur", "Source"],
        [CODE, "Emplois", date(2024, 6, 30), 12.5, "enquête"],
        [CODE, "Emplois", "décembre 2024", "12.000", "enquête"],
        [CODE, "Emplois", date(2025, 6, 30), "30 personnes", None],
        [None, "Total", None, 55, None],
    )
    faults = ("C3", "décembre 2024", "01/12/2024"), ("D3", "12.000", "12000"), ("D4", "30 personnes", "30")
    return Book("Suivi des indicateurs").write(*lines).odd(kinds=("mesures",), projects=0, faults=faults)


@habit
def a_partner_is_named_once_for_several_rows() -> Odd:
    book = Book("Partenaires").write(
        ["Projet", "Partenaire", "SIRET", "Rôle dans le projet", "Entrée"],
        [CODE, "Ville de Lannion", None, None, date(2024, 1, 1)],
        [None, "Association des rives", None, None, date(2024, 1, 1)],
    )
    book.sheet.merge_cells("A2:A3")
    return book.odd(kinds=("partenaires",), projects=0)
