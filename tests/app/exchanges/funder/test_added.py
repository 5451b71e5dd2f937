"""Added values in the funder workbook: ranges, one live sum a method and years, days beside them, nobody named."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.models import AddedValueMethod
from tests.app.addedvalues.saying import a_time, a_value
from tests.app.exchanges.funder.books import blank, book, lines, texts, written
from tests.app.exchanges.funder.office import disagreements, recalculated
from tests.factories import a_partner, a_project, an_organisation

OLD = {"starts_on": date(2024, 1, 1), "ends_on": date(2025, 3, 31)}


@pytest.fixture
def said(session: Session) -> None:
    one, two = a_project(session, code="ODD17-2024-901"), a_project(session, code="ODD17-2024-902")
    partner = a_partner(session, one, an_organisation(session, name="Les Ateliers nommés"))
    silent = a_partner(session, one)
    a_value(session, one, "12", "20", evidence=2, said_by_id=partner.id, how="Un entretien avec Dominique.")
    a_value(session, two, "30.5", "55")
    a_value(session, a_project(session, code="ODD17-2024-903"), "4", "8", **OLD)
    a_value(session, two, "4000", "6500", method_code="depense_evitee", evidence=1)
    a_time(session, one, "8.5", partner_id=partner.id, day_rate_eur=Decimal(300), rate_source="Barème", evidence=1)
    a_time(session, one, None, partner_id=silent.id)


@pytest.mark.usefixtures("said")
def test_each_range_is_a_row_with_the_days_of_its_project(session: Session, tmp_path: Path) -> None:
    rows = [
        (line["Code du projet"][-3:], line["Méthode"], line["Bas"], line["Haut"], line["Années"], line["Preuve"],
         blank(line["Coordination du projet"]))
        for line in lines(book(session, tmp_path), "Valeurs ajoutées")
    ]  # fmt: skip
    assert rows == [
        ("901", "Délai comparé", 12, 20, "en 2025", "Mesuré", 8.5),
        ("902", "Délai comparé", 30.5, 55, "en 2025", "Déclaré", None),
        ("902", "Dépense évitée", 4000, 6500, "en 2025", "Documenté", None),
        ("903", "Délai comparé", 4, 8, "de 2024 à 2025", "Déclaré", None),
    ]


@pytest.mark.usefixtures("said")
def test_a_sum_is_a_formula_within_one_method_and_the_same_years(session: Session, tmp_path: Path) -> None:
    found = [
        (line["Méthode"], line["Années"], line["Valeurs"], line["Bas"], line["Haut"])
        for line in lines(book(session, tmp_path), "Valeurs par méthode")
    ]
    assert sorted(found) == [
        ("Délai comparé", "de 2024 à 2025", 1, 4, 8),
        ("Délai comparé", "en 2025", 2, 42.5, 75),
        ("Dépense évitée", "en 2025", 1, 4000, 6500),
    ]
    sheet = book(session, tmp_path, formulas=True)["Valeurs par méthode"]
    assert all(str(cell.value).startswith("=SUMIFS(") for row in sheet["G2:H4"] for cell in row)
    assert [row[0].value for row in sheet.iter_rows(min_row=5)] == []


@pytest.mark.usefixtures("said")
def test_silence_is_blank_and_nobody_is_named(session: Session, tmp_path: Path) -> None:
    workbook = book(session, tmp_path)
    rows = [
        (line["Temps de"], line["Jours"], line["Valeur"], line["Preuve"]) for line in lines(workbook, "Coordination")
    ]
    assert rows == [("un partenaire", 8.5, 2550, "Documenté"), ("un partenaire", None, None, None)]
    assert not [text for text in texts(workbook) if "nommés" in text or "Dominique" in text or "Barème" in text]


@pytest.mark.usefixtures("said")
def test_a_period_is_told_once_it_is_over(session: Session, tmp_path: Path) -> None:
    then = book(session, tmp_path, date(2025, 6, 1))
    assert [line["Haut"] for line in lines(then, "Valeurs ajoutées")] == [8]
    assert lines(then, "Coordination") == []


@pytest.mark.usefixtures("said")
def test_the_sums_bring_the_sheets_they_read(session: Session, tmp_path: Path) -> None:
    kept = book(session, tmp_path, sheets=("Valeurs par méthode",))
    assert kept.sheetnames == ["Lisez-moi", "Valeurs ajoutées", "Valeurs par méthode", "Coordination", "Preuves"]
    narrow = book(session, tmp_path, columns={"Valeurs ajoutées": ("Haut",)}, sheets=("Valeurs par méthode",))
    whole = lines(kept, "Valeurs par méthode")
    assert lines(narrow, "Valeurs par méthode") == whole


@pytest.mark.usefixtures("said")
def test_equal_values_give_equal_bytes(session: Session, tmp_path: Path) -> None:
    first, second = written(session, tmp_path / "un.xlsx"), written(session, tmp_path / "deux.xlsx")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.office
@pytest.mark.usefixtures("said")
def test_another_program_finds_the_same_sums(session: Session, tmp_path: Path) -> None:
    """A method named like a search, or like a formula, changes nothing: sums look for its code."""
    for code, label in (("delai_compare", "=1+1"), ("depense_evitee", "*<5?")):
        session.get_one(AddedValueMethod, code).label = label
    session.flush()
    path = written(session, tmp_path / "classeur.xlsx", sheets=("Valeurs par méthode",))
    count, wrong = disagreements(path, recalculated(tmp_path, [path])[0])
    assert (count > 12, wrong) == (True, [])
    assert load_workbook(path)["Valeurs ajoutées"]["C2"].value == "=1+1"
