"""Investments, one a row: recognised by their COPIL, never below what is already shared out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from imports.projects.planned import State
from imports.records.entity import Entity, Records
from imports.records.writing import Write
from tests.imports.kinds.support import CODE, Line, Planned, a_project, plan_lines

DAY, LATER = date(2024, 1, 15), date(2025, 3, 10)
ROW: Line = {"Projet": CODE, "Date COPIL": DAY, "N° de COPIL": "3", "Montant accordé": 10_000, "Objet": "Amorçage"}


def an_investment(number: int = 5, **values: Any) -> Entity:
    own = {"project_id": 1, "copil_on": DAY, "copil_number": "3", "amount_eur": Decimal(10_000), "purpose": "Amorçage"}
    return Entity("investment", number, {**own, "allocated_eur": Decimal(0), **values}, 4)


def an_instalment(amount: int, number: int = 8, **values: Any) -> Entity:
    own = {"investment_id": 5, "label": f"Tranche {number}", "amount_eur": Decimal(amount), "status": "planned"}
    return Entity("instalment", number, {**own, "due_on": DAY, **values}, 1)


def planned(*lines: Line, known: tuple[Entity, ...] = (an_investment(),)) -> Planned:
    return plan_lines("investissements", Records((a_project(), *known)), *lines)


def test_an_investment_of_a_project_that_had_none_is_new_and_told_field_by_field() -> None:
    done = planned(ROW, known=())
    assert (done.states, done.faults) == ([State.NEW], [])
    assert done.records[0].label == f"{CODE} – COPIL du 15/01/2024"
    assert done.changes == [
        ("Projet", None, CODE),
        ("Date COPIL", None, DAY),
        ("N° de COPIL", None, "3"),
        ("Montant accordé", None, Decimal(10_000)),
        ("Objet", None, "Amorçage"),
    ]


def test_the_same_row_changes_nothing_and_an_empty_cell_erases_nothing() -> None:
    assert planned(ROW).states == [State.SAME]
    assert planned({"Projet": CODE, "Date COPIL": DAY, "Montant accordé": 10_000}).states == [State.SAME]


def test_only_what_changes_is_written_over_the_version_that_was_read() -> None:
    done = planned({**ROW, "Montant accordé": 12_000})
    assert done.changes == [("Montant accordé", Decimal(10_000), Decimal(12_000))]
    assert done.writes == [Write("investment", 5, {"amount_eur": Decimal(12_000)}, 4)]


def test_the_only_investment_of_a_project_has_its_copil_date_corrected() -> None:
    done = planned({**ROW, "Date COPIL": LATER})
    assert done.changes == [("Date COPIL", DAY, LATER)]


def test_another_copil_with_another_number_is_another_investment() -> None:
    assert planned({**ROW, "Date COPIL": LATER, "N° de COPIL": "9"}).states == [State.NEW]


def test_a_second_row_of_a_project_is_its_second_investment() -> None:
    assert planned(ROW, {**ROW, "Date COPIL": LATER, "N° de COPIL": None}).states == [State.SAME, State.NEW]


def test_a_copil_whose_date_changed_is_known_by_its_number() -> None:
    known = (an_investment(), an_investment(6, copil_on=LATER, copil_number="4"))
    done = planned({**ROW, "Date COPIL": date(2025, 3, 11), "N° de COPIL": "4"}, known=known)
    assert done.changes == [("Date COPIL", LATER, date(2025, 3, 11))]


@pytest.mark.parametrize(
    ("line", "known", "cell", "expected"),
    [
        ({"N° de COPIL": None}, {"copil_on": DAY}, "C2", "le numéro du COPIL, car plusieurs investissements de ce"),
        ({"Date COPIL": None, "N° de COPIL": None}, {"copil_on": LATER}, "B2", "la date ou le numéro d’un COPIL, car"),
    ],
)
def test_which_investment_is_meant_is_asked_where_several_could_be(
    line: Line, known: dict[str, Any], cell: str, expected: str
) -> None:
    done = planned({**ROW, **line}, known=(an_investment(), an_investment(6, copil_number="4", **known)))
    ((where, sentence),) = done.faults
    assert (where, done.states) == (cell, [State.REFUSED])
    assert sentence.startswith(expected)


def test_two_rows_of_the_same_copil_are_one_too_many() -> None:
    done = planned(ROW, ROW)
    assert done.states == [State.SAME, State.REFUSED]
    assert done.faults == [("A3", "un enregistrement par ligne\u202f; celui-ci est déjà à la ligne 2")]


def test_an_investment_never_falls_below_what_funders_bring() -> None:
    done = planned({**ROW, "Montant accordé": 7_000}, known=(an_investment(allocated_eur=Decimal(8_000)),))
    assert done.faults == [("D2", "au moins les affectations des financeurs, soit 8\u202f000\u00a0€")]


def test_an_investment_never_falls_below_its_instalments_the_cancelled_ones_left_out() -> None:
    known = (an_investment(), an_instalment(9_000), an_instalment(1_000, 9, status="cancelled"))
    assert planned({**ROW, "Montant accordé": 9_000}, known=known).faults == []
    done = planned({**ROW, "Montant accordé": 8_000}, known=known)
    expected = "au moins la somme des tranches, celles déjà enregistrées comprises, soit 9\u202f000\u00a0€"
    assert (done.faults, done.states) == ([("D2", expected)], [State.REFUSED])


def test_an_unknown_project_is_refused_at_its_cell() -> None:
    done = planned({**ROW, "Projet": "ODD17-2024-999"})
    assert done.faults == [("A2", "le code d’un projet enregistré, ou de la feuille des projets")]


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("Montant accordé", 0, "un montant en euros supérieur à zéro"),
        ("Montant accordé", "12k€", "un montant en euros"),
        ("Montant accordé", None, "le montant en euros"),
        ("N° de COPIL", "9" * 201, "un texte de 200 signes au plus"),
        ("Objet", "a" * 4001, "un texte de 4\u202f000 signes au plus\u202f; il y en a 4001"),
        ("Date COPIL", "bientôt", "une date"),
    ],
)
def test_a_cell_that_the_page_would_not_take_is_refused(header: str, value: str, expected: str) -> None:
    done = planned({**ROW, header: value})
    ((cell, sentence),) = done.faults
    assert cell == f"{'ABCDE'[list(ROW).index(header)]}2"
    assert sentence.startswith(expected)


def test_the_object_keeps_its_lines() -> None:
    done = planned({**ROW, "Objet": "Amorçage\r\nSuite"}, known=())
    assert done.writes[0].values["purpose"] == "Amorçage\nSuite"
