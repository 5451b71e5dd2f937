"""The follow-up workbook with twenty different faults: each is named by its sheet and cell, and nothing else is."""

from datetime import datetime

import openpyxl
import pytest

from imports.projects import Existing, Plan, State, gather, plan
from imports.workbook import read_workbook
from tests.imports.support import edited

# sheet, cell, what is typed there, the field named, a part of what is expected
PLANTED: tuple[tuple[str, str, object, str, str], ...] = (
    ("Suivi", "A5", "ODD17-2023-1", "N°", "un code de projet comme ODD17-2024-007"),
    ("Suivi", "A7", "ODD17-2023-002", "N°", "un code par projet"),
    ("Suivi", "B8", None, "Intitulé du projet", "l’intitulé du projet"),
    ("Suivi", "D9", "Bretange", "Région", "peut-être «\u00a0Bretagne\u00a0»"),
    ("Suivi", "E10", None, "Porteur", "le nom de l’organisation porteuse"),
    ("Suivi", "F11", "99999625900150", "SIRET porteur", "14 chiffres dont la clé est juste"),
    ("Suivi", "H12", "Astrologie", "Thématique", "une thématique, parmi"),
    ("Suivi", "I13", "Troc", "Catégorie", "une catégorie de partenariat, parmi"),
    ("Suivi", "J14", "31/02/2023", "Date COPIL", "une date, par exemple 18/12/2023"),
    ("Suivi", "K15", "12k€", "Montant accordé", "un montant en euros"),
    ("Suivi", "K16", 10_001, "Montant accordé", "la somme des tranches de ce projet, soit 10\u202f000\u00a0€"),
    ("Suivi", "L17", 99_000, "Versé à ce jour", "ne dépasse pas le montant accordé"),
    ("Suivi", "N18", datetime(2020, 1, 1), "Date de fin", "à partir du début"),  # noqa: DTZ001
    ("Suivi", "O19", "Rêvé", "Statut", "un statut"),
    ("Versements", "A40", "ODD17-2019-999", "Projet", "le code d’un projet de la feuille de suivi"),
    ("Versements", "C42", "bientôt", "Échéance", "une date"),
    ("Versements", "D44", -4_000, "Montant", "zéro ou plus"),
    ("Versements", "B47", 1, "Tranche", "une tranche de ce nom une seule fois par projet"),
    ("Jalons", "B74", "Sieste", "Jalon", "un type de jalon"),
    ("Jalons", "E77", "Inconnus réunis", "Responsable", "le porteur ou un partenaire de ODD17-2023-026"),
)
# Two codes are no longer in the follow-up sheet (001 and 003), and an instalment has left its project (020).
LOST_CODES = {"ODD17-2023-001", "ODD17-2023-003"}
SHORT_OF_AN_INSTALMENT = ("Suivi", "K24")


@pytest.fixture(scope="module")
def refused() -> Plan:
    def plant(workbook: openpyxl.Workbook) -> None:
        for title, place, value, _, _ in PLANTED:
            workbook[title][place] = value

    return plan(gather(read_workbook(edited(plant))), Existing())


@pytest.mark.parametrize(("title", "place", "value", "field", "expected"), PLANTED)
def test_a_planted_fault_is_named(
    refused: Plan, title: str, place: str, value: object, field: str, expected: str
) -> None:
    (fault,) = [each for each in refused.faults if (each.sheet, each.cell) == (title, place)]
    assert fault.field == field
    assert expected in fault.expected
    assert (fault.read == "") is (value is None)


def test_nothing_else_is_refused_but_what_follows_from_them(refused: Plan) -> None:
    planted = {(title, place) for title, place, *_ in PLANTED} | {SHORT_OF_AN_INSTALMENT}
    others = [fault for fault in refused.faults if (fault.sheet, fault.cell) not in planted]
    assert {(fault.field, fault.read) for fault in others} == {("Projet", code) for code in LOST_CODES}


def test_one_fault_refuses_the_whole_file(refused: Plan) -> None:
    assert not refused.may_be_applied
    assert refused.count(State.NEW) + refused.count(State.REFUSED) == 33
