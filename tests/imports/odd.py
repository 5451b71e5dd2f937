"""Workbooks as people keep them, each named after its habit, with what must come of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.imports.support import CODE, JALONS, PROJECT, SUIVI, VERSEMENTS, saved

OTHER = "ODD17-2024-002"
Line = Sequence[Any]


@dataclass(frozen=True)
class Odd:
    """`faults` are (cell, start of what was read, proposal); `told` are words that notes must contain."""

    content: bytes
    kinds: tuple[str, ...] = ("projets",)
    projects: int = 2
    faults: tuple[tuple[str, str, str], ...] = ()
    told: tuple[str, ...] = ()
    is_sure: bool = True
    name: str = "Suivi"


Habit = Callable[[], Odd]
HABITS: dict[str, Habit] = {}


def habit(builder: Habit) -> Habit:
    HABITS[builder.__name__] = builder
    return builder


def line(**changes: Any) -> list[Any]:
    values: Mapping[str, Any] = PROJECT | {"Versé à ce jour": 0} | changes
    return [values.get(header) for header in SUIVI]


def two(**changes: Any) -> list[list[Any]]:
    return [line(**changes), line(**{"N°": OTHER, "Intitulé du projet": "Pacte des haies"} | changes)]


@dataclass
class Book:
    """A workbook being made: `lines` go down its sheet, in order."""

    title: str = "Suivi"
    workbook: openpyxl.Workbook = field(default_factory=openpyxl.Workbook)

    @property
    def sheet(self) -> Worksheet:
        found = self.workbook.active
        assert isinstance(found, Worksheet)
        return found

    def write(self, *lines: Line) -> "Book":
        self.sheet.title = self.title
        for values in lines:
            self.sheet.append(list(values))
        return self

    def beside(self, title: str, *lines: Line) -> Worksheet:
        other: Worksheet = self.workbook.create_sheet(title)
        for values in lines:
            other.append(list(values))
        return other

    def odd(self, **expected: Any) -> Odd:
        return Odd(saved(self.workbook), **expected)


@habit
def a_title_and_a_date_stand_above_and_remarks_below() -> Odd:
    book = Book().write(["Fonds ODD 17"], [], ["Mis à jour le 17/05/2024"], [], SUIVI, *two(), [], ["* provisoire"])
    book.sheet.merge_cells("A1:O1")
    return book.odd(told=("«\u00a0* provisoire\u00a0»",))


@habit
def a_recap_stands_to_the_right_of_the_table() -> Odd:
    lines = [
        [*SUIVI, None, "Année", "Nombre"],
        *([*values, None, 2024, 3] for values in two()),
        [None] * 16 + [2025, 1],
    ]
    return Book().write(*lines).odd(told=("«\u00a0Année\u00a0» (Q)",))


@habit
def two_tables_of_the_same_titles_stand_side_by_side() -> Odd:
    first, second = two()
    book = Book().write([*SUIVI, None, *SUIVI[:2]], [*first, None, *second[:2]])
    twice = (("Q1", "N°", ""), ("R1", "Intitulé du projet", ""))
    return book.odd(projects=1, faults=twice, is_sure=False)


@habit
def a_band_and_a_total_stand_around_each_region() -> Odd:
    total = [None] * 9 + ["Sous-total Bretagne", 10_000]
    first, second = two()
    book = Book().write(SUIVI, ["BRETAGNE"], first, total, ["BRETAGNE (suite)"], second, total)
    return book.odd(told=("Totaux laissés de côté\u00a0: lignes 4, 7", "«\u00a0BRETAGNE\u00a0»"))


@habit
def headings_stand_on_two_rows() -> Odd:
    above = ["Projet", None, None, None, "Porteur", None, None, "Thématique", "Catégorie", "Date", "Montant", None]
    below = ["N°", "Intitulé", "Territoire", "Région", "Porteur", "SIRET", "Partenaires", None, None, "COPIL"]
    above += ["Date", None, "Statut"]
    below += ["Accordé", "Versé", "Début", "Fin", None]
    book = Book().write(["Suivi 2024"], above, below, *two())
    for merged in ("A2:D2", "E2:G2", "H2:H3", "I2:I3", "K2:L2", "M2:N2", "O2:O3"):
        book.sheet.merge_cells(merged)
    return book.odd()


@habit
def each_year_has_its_sheet() -> Odd:
    first, second = two()
    book = Book("2023").write(SUIVI, first)
    book.beside("2024", SUIVI, second)
    return book.odd(kinds=("projets", "projets"))


@habit
def the_table_lies_on_its_side() -> Odd:
    rows = [list(each) for each in zip(SUIVI, *two(), strict=True)]
    return Book().write(*rows).odd(kinds=("",), projects=0, is_sure=False)


@habit
def a_project_is_merged_over_its_instalments() -> Odd:
    book = Book().write(SUIVI, *two())
    tranches = ["Tranche 1", date(2024, 2, 1), 4_000], ["Solde", date(2025, 1, 31), 6_000]
    paid = book.beside("Versements", VERSEMENTS, [CODE, *tranches[0]], [None, *tranches[1]], [OTHER, *tranches[0]])
    paid.merge_cells("A2:A3")
    return book.odd(kinds=("projets", "tranches"))


@habit
def a_filter_hides_rows_and_a_column_hides_amounts() -> Odd:
    book = Book().write(SUIVI, *two())
    book.sheet.row_dimensions[3].hidden = True
    book.sheet.column_dimensions["K"].hidden = True
    told = ("Lignes masquées, lues comme les autres\u00a0: 1", "Colonnes masquées, lues comme les autres\u00a0: K")
    return book.odd(told=told)


@habit
def dates_are_texts_serials_and_dates_mixed() -> Odd:
    first, second = two()
    first[9], first[12], first[13] = "15/01/2024", 45323, "31 janv. 2025"
    second[9], second[12], second[13] = "2024-01-15", "45323", date(2025, 1, 31)
    return Book().write(SUIVI, first, second).odd()


@habit
def dates_lack_their_day_or_start_with_the_month() -> Odd:
    first, second = two()
    first[9], second[9] = "mars 2024", "01/25/2024"
    faults = ("J2", "mars 2024", "01/03/2024"), ("J3", "01/25/2024", "25/01/2024")
    return Book().write(SUIVI, first, second).odd(projects=0, faults=faults)


@habit
def dates_come_from_the_united_states() -> Odd:
    first, second = two()
    first[9], second[9] = "01/25/2024", "03/04/2024"
    faults = ("J2", "01/25/2024", "25/01/2024"), ("J3", "03/04/2024", "04/03/2024")
    return Book().write(SUIVI, first, second).odd(projects=0, faults=faults)


@habit
def regions_are_numbers_that_lost_their_zero() -> Odd:
    first, second = two()
    first[3], second[3] = 53, 4
    return Book().write(SUIVI, first, second).odd(projects=1, faults=(("D3", "4", "04"),))


@habit
def sirets_are_numbers_and_one_was_rounded() -> Odd:
    first, second = two()
    first[5], second[5] = 99999406400072.0, "9,99994E+13"
    return Book().write(SUIVI, first, second).odd(projects=1, faults=(("F3", "9,99994E+13", ""),))


@habit
def formulas_were_never_calculated() -> Odd:
    first, second = two()
    first[10] = "=5000*2"
    return Book().write(SUIVI, first, second).odd(projects=1, faults=(("K2", "=5000*2", ""),))


@habit
def formulas_are_in_error() -> Odd:
    first, second = two()
    first[1], second[10] = "#REF!", "#N/A"
    return Book().write(SUIVI, first, second).odd(projects=0, faults=(("B2", "#REF!", ""), ("K3", "#N/A", "")))


@habit
def amounts_bear_comments_and_units() -> Odd:
    first, second = two()
    first[10], second[10] = "10 000 € (dont 2 000 en 2025)", "12k€"
    faults = ("K2", "10 000 €", "10000"), ("K3", "12k€", "12000")
    return Book().write(SUIVI, first, second).odd(projects=0, faults=faults)


@habit
def amounts_are_in_thousands() -> Odd:
    titles = ["Montant (k€)" if title == "Montant accordé" else title for title in SUIVI]
    book = Book().write(titles, *two(**{"Montant accordé": 10}))
    return book.odd(faults=(("K1", "Montant (k€)", ""),), is_sure=False)


@habit
def partners_are_parted_by_slashes() -> Odd:
    book = Book().write(SUIVI, line(**{"Autres partenaires": "Ville de Lannion / Fondation du Trégor"}))
    proposal = "Ville de Lannion; Fondation du Trégor"
    return book.odd(projects=0, faults=(("G2", "Ville de Lannion / Fondation du Trégor", proposal),))


@habit
def the_workbook_counts_its_days_from_1904() -> Odd:
    book = Book()
    book.workbook.epoch = CALENDAR_MAC_1904
    return book.write(SUIVI, *two()).odd()


@habit
def the_table_starts_at_the_fourth_column() -> Odd:
    lines = ([None, None, None, *values] for values in (SUIVI, *two()))
    return Book().write([], [], *lines).odd()


@habit
def a_project_stands_twice() -> Odd:
    book = Book().write(SUIVI, line(), line(), line(**{"N°": OTHER}))
    return book.odd(projects=1, faults=(("A3", CODE, ""),))


@habit
def spaces_and_unbreakable_dashes_are_everywhere() -> Odd:
    lines = [[f" {each}\u00a0 " if isinstance(each, str) else each for each in values] for values in (SUIVI, *two())]
    for values in lines[1:]:
        values[0] = str(values[0]).replace("-", "\u2011")
    return Book().write(*lines).odd()


@habit
def sheets_bear_long_titles_cut_short() -> Odd:
    book = Book("Suivi des projets du Fonds ODD").write(SUIVI, *two())
    book.beside("Versements prévus et réalisés 2", VERSEMENTS, [CODE, 1, date(2024, 2, 1), 4_000, None])
    book.beside("Jalons 2024-2025", JALONS, [CODE, "Lancement", date(2024, 2, 1), None, None])
    return book.odd(kinds=("projets", "tranches", "jalons"))


@habit
def headings_are_shouted_broken_and_marked() -> Odd:
    titles = [title.upper().replace(" ", "\n") + " *" for title in SUIVI]
    titles[10] = "MONTANT ACCORDÉ\n(EN €) *"
    return Book().write(titles, *two()).odd()


@habit
def headings_are_abbreviated_or_english() -> Odd:
    names = {"Montant accordé": "Mt accordé", "Date COPIL": "Dt COPIL", "Statut": "Status", "Date de fin": "End date"}
    return Book().write([names.get(title, title) for title in SUIVI], *two()).odd()


@habit
def titles_come_back_on_each_page() -> Odd:
    first, second = two()
    return Book().write(SUIVI, first, [], SUIVI, second).odd(told=("Titres répétés",))


@habit
def lists_and_a_recap_stand_on_other_sheets() -> Odd:
    book = Book().write(SUIVI, *two())
    book.beside("Listes", ["Statut", "Région", "Thématique"], ["En cours", "Bretagne", "Énergie"])
    book.beside("Synthèse", ["Région", "Nombre", "Montant accordé"], ["Bretagne", 2, 20_000])
    return book.odd(kinds=("projets", "", ""))


@habit
def columns_bear_names_of_their_own() -> Odd:
    names = {"N°": "Réf. fonds", "Statut": "Où en est-on", "Région": "Secteur", "Montant accordé": "Aide"}
    titles = [names.get(title, title) for title in SUIVI]
    return Book().write(titles, *two()).odd(told=("«\u00a0Réf. fonds\u00a0» comme «\u00a0N°\u00a0»",), is_sure=False)
