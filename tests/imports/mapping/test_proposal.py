"""Sheets, header rows and columns as proposed for workbooks nobody made for us."""

from collections.abc import Sequence

import pytest

from imports.mapping import SheetMapping
from imports.mapping.proposal import propose, propose_as
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import Sheet, Workbook, read_workbook
from tests.imports.support import (
    CODE,
    FOLLOW_UP,
    INSTALMENTS,
    JALONS,
    MILESTONES,
    SUIVI,
    VERSEMENTS,
    book,
    project_line,
    sheet,
)

INDICATEURS = ("Projet", "Indicateur", "Unité", "Valeur de départ", "Cible", "Pour le")


def only(*rows: Sequence[object], title: str = "Feuil1", **options: object) -> SheetMapping:
    (found,) = propose(Workbook((sheet(title, *rows, **options),)), DEFAULT_VOCABULARY)  # type: ignore[arg-type]
    return found


def renamed(**names: str) -> list[str]:
    return [names.get(title, title) for title in SUIVI]


def test_the_follow_up_workbook_needs_no_look() -> None:
    found = propose(read_workbook(FOLLOW_UP.read_bytes()), DEFAULT_VOCABULARY)
    assert [(each.kind, each.header_row, len(each.places), each.is_sure) for each in found] == [
        ("projets", 4, 15, True),
        ("tranches", 1, 5, True),
        ("jalons", 1, 5, True),
    ]


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("projets", (SUIVI, project_line())),
        ("tranches", (VERSEMENTS, *INSTALMENTS)),
        ("jalons", (JALONS, *MILESTONES)),
        ("indicateurs", (INDICATEURS, (CODE, "Emplois", "personnes", 0, 12, None))),
        ("mesures", (("Projet", "Indicateur", "Date", "Valeur"), (CODE, "Emplois", "01/02/2024", 3))),
        ("", (("Région", "Nombre de projets", "Montant"), ("Bretagne", 3, 12_000))),
        ("", (("Notice",), ("Remplir une ligne par projet.",))),
    ],
)
def test_a_sheet_is_known_by_its_headings_whatever_its_title(kind: str, rows: Sequence[Sequence[object]]) -> None:
    assert only(*rows).kind == kind


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("MONTANT ACCORDÉ (EN €) *", "amount_eur"),
        ("Mt accordé", "amount_eur"),
        ("Montant\naccordé", "amount_eur"),
        ("Amount granted", "amount_eur"),
        ("Dt COPIL", "copil_on"),
        ("Start date", "starts_on"),
        ("Reg.", "region_code"),
        ("SIRET du porteur", "siret"),
    ],
)
def test_a_heading_is_known_under_its_usual_writings(written: str, field: str) -> None:
    headers = {"amount_eur": "Montant accordé", "copil_on": "Date COPIL", "starts_on": "Date de début",
               "region_code": "Région", "siret": "SIRET porteur"}  # fmt: skip
    found = only(renamed(**{headers[field]: written}), project_line())
    assert found.places[field] == SUIVI.index(headers[field]) + 1
    assert found.is_sure


@pytest.mark.parametrize(
    ("header", "written"), [("Statut", "Statut du dossier"), ("Montant accordé", "Montant acordé")]
)
def test_a_heading_nearly_known_is_proposed_for_someone_to_look_at(header: str, written: str) -> None:
    found = only(renamed(**{header: written}), project_line())
    assert SUIVI.index(header) + 1 in found.places.values()
    assert not found.is_sure


def test_the_words_of_another_house_are_proposed_for_someone_to_look_at() -> None:
    names = {
        "N°": "N° dossier", "Intitulé du projet": "Nom du projet", "Porteur": "Structure porteuse",
        "Date COPIL": "Date de décision", "Montant accordé": "Subvention", "Statut": "État d’avancement",
    }  # fmt: skip
    found = only(renamed(**names), project_line())
    assert (found.kind, len(found.places), found.is_sure) == ("projets", 15, False)


def test_amounts_in_thousands_are_never_taken_for_euros() -> None:
    found = only(renamed(**{"Montant accordé": "Montant accordé (k€)"}), project_line())
    assert not found.is_sure


def test_a_column_of_unknown_name_is_known_by_what_it_holds() -> None:
    lines = [project_line(), project_line(**{"N°": "ODD17-2024-002"})]
    found = only(renamed(**{"N°": "Réf. interne", "Statut": "Où on en est", "Région": "Secteur"}), *lines)
    assert [found.places[field] for field in ("code", "status", "region_code")] == [1, 15, 4]
    assert not found.is_sure


def test_two_columns_of_dates_of_unknown_names_are_left_to_be_chosen() -> None:
    found = only(renamed(**{"Date de début": "T0", "Date de fin": "T1"}), project_line())
    assert not {"starts_on", "ends_on"} & found.places.keys()
    assert not found.is_sure


def test_an_unknown_column_that_can_be_nothing_more_leaves_the_mapping_sure() -> None:
    assert only([*SUIVI, "Humeur"], [*project_line(), "bonne"]).is_sure


def test_headings_on_two_rows_are_read_together() -> None:
    above = ("Projet", None, None, "Financement", None, "Date", None, None, "Statut")
    below = ("N°", "Intitulé", "Porteur", "Accordé", "Versé", "COPIL", "Début", "Fin", None)
    line = (CODE, "Pacte", "Association", 10_000, 0, "15/01/2024", "01/02/2024", "31/01/2025", "En cours")
    merged = ((1, 1, 3, 1), (4, 1, 5, 1), (6, 1, 8, 1), (9, 1, 9, 2))
    above = tuple("Montant" if each == "Financement" else each for each in above)
    found = only(above, below, line, merged=merged)
    assert (found.kind, found.header_row) == ("projets", 2)
    assert found.places == {
        "code": 1, "title": 2, "carrier": 3, "amount_eur": 4, "paid_eur": 5,
        "copil_on": 6, "starts_on": 7, "ends_on": 8, "status": 9,
    }  # fmt: skip


def test_a_table_without_headings_is_read_from_its_first_row_on_and_looked_at() -> None:
    lines = (CODE, "Tranche 1", "01/02/2024", 4_000), (CODE, "Tranche 2", "31/01/2025", 6_000)
    found = only(*lines, title="Versements 2024")
    assert (found.kind, found.header_row, found.is_sure) == ("tranches", 0, False)
    assert found.places == {"code": 1, "due_on": 3, "amount_eur": 4}


def test_a_repeated_heading_is_looked_at_and_the_first_column_proposed() -> None:
    found = only([*SUIVI, "Statut"], [*project_line(), "Terminé"])
    assert (found.places["status"], found.is_sure) == (15, False)


def test_what_people_decided_on_an_earlier_file_is_taken_as_is() -> None:
    remembered = {("projets", "ref interne"): "code", ("projets", "region"): "", ("projets", "secteur"): "region_code"}
    titles = [*renamed(**{"N°": "Réf. interne"}), "Secteur"]
    book_of_one = Workbook((sheet("Suivi", titles, [*project_line(), "Bretagne"]),))
    (found,) = propose(book_of_one, DEFAULT_VOCABULARY, remembered)
    assert (found.places["code"], found.places["region_code"], found.is_sure) == (1, 16, True)


def test_the_kinds_looked_for_may_be_restricted() -> None:
    assert [each.kind for each in propose(book(), DEFAULT_VOCABULARY, only=("mesures",))] == ["", "", ""]
    found = propose(book(), DEFAULT_VOCABULARY, only=("projets",))
    assert [each.kind for each in found] == ["projets", "tranches", "jalons"]


def test_a_kind_and_a_header_row_chosen_by_someone_are_kept() -> None:
    first = sheet("Feuil1", ("Projet", "Montant"), SUIVI, project_line())
    found = propose_as(first, "projets", DEFAULT_VOCABULARY, header_row=2)
    assert (found.header_row, len(found.places), found.is_sure) == (2, 15, True)
    assert propose_as(first, "", DEFAULT_VOCABULARY).kind == ""


def test_an_empty_sheet_has_no_mapping() -> None:
    assert propose(Workbook((Sheet("Vide", ()),)), DEFAULT_VOCABULARY) == ()


def test_two_kinds_as_likely_are_left_for_someone_to_say() -> None:
    found = only((CODE, 4_000, "01/02/2024"), (CODE, 6_000, "31/01/2025"))
    assert (found.header_row, found.is_sure) == (0, False)


@pytest.mark.parametrize("title", ["Lisez-moi", "Scores", "Paroles"])
def test_pages_of_the_fund_s_own_workbooks_are_left_aside_without_a_doubt(title: str) -> None:
    mapping = only(INDICATEURS, (CODE, "Emplois", "personnes", 1, 12, None), title=title)
    assert (mapping.kind, mapping.is_sure) == ("", True)
