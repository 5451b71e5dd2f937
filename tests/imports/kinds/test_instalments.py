"""Instalments, one a row: out of one investment, within its amount, paid once what they wait for is done."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from imports.projects.planned import State
from imports.records.entity import Entity, Records
from imports.records.planned import Write
from tests.imports.kinds.support import CODE, Line, Planned, a_project, plan_books, plan_lines

DAY, DUE, PAID = date(2024, 1, 15), date(2024, 3, 1), date(2024, 3, 5)
HEADERS = (
    "Projet", "Date COPIL", "Tranche", "Échéance", "Montant", "Payé le", "Montant versé", "Référence",
    "Jalon préalable", "Statut",
)  # fmt: skip
ROW: Line = {"Projet": CODE, "Tranche": 1, "Échéance": DUE, "Montant": 4_000}
UNPAID = {"status": "planned", "paid_on": None, "paid_amount_eur": None, "payment_reference": ""}
IN_FULL = {"status": "paid", "paid_on": PAID, "paid_amount_eur": Decimal(4_000), "payment_reference": "VIR-12"}


def an_investment(number: int = 5, **values: Any) -> Entity:
    own = {"project_id": 1, "copil_on": DAY, "copil_number": "", "amount_eur": Decimal(10_000), "purpose": ""}
    return Entity("investment", number, {**own, "allocated_eur": Decimal(0), **values}, 1)


def an_instalment(number: int = 8, **values: Any) -> Entity:
    own = {"investment_id": 5, "label": "Tranche 1", "due_on": DUE, "amount_eur": Decimal(4_000), "milestone_id": None}
    return Entity("instalment", number, {**own, **UNPAID, **values}, 3)


def a_milestone(number: int = 40, **values: Any) -> Entity:
    own = {"project_id": 1, "kind_code": "bilan", "title": "Bilan", "due_on": DUE, "done_on": None}
    return Entity("milestone", number, {**own, **values}, 1)


def planned(
    *lines: Line, known: tuple[Entity, ...] = (), status: str = "valide", money: Entity | None = None
) -> Planned:
    given = [{header: line.get(header) for header in (*HEADERS, "Identifiant")} for line in lines]
    return plan_lines("tranches", Records((a_project(status), money or an_investment(), *known)), *given)


def cell(header: str, row: int = 2) -> str:
    return f"{'ABCDEFGHIJ'[HEADERS.index(header)]}{row}"


def test_a_new_instalment_is_planned_unless_told_otherwise() -> None:
    done = planned({**ROW, "Jalon préalable": "bilan"}, known=(a_milestone(),))
    assert (done.states, done.records[0].label, done.faults) == ([State.NEW], f"{CODE} – Tranche 1", [])
    assert done.changes == [
        ("Projet", None, CODE),
        ("Tranche", None, "Tranche 1"),
        ("Échéance", None, DUE),
        ("Montant", None, Decimal(4_000)),
        ("Jalon préalable", None, "Bilan"),
        ("Statut", None, "prévue"),
    ]


def test_a_date_of_payment_is_a_payment_in_full() -> None:
    (write,) = planned({**ROW, "Payé le": PAID, "Référence": "VIR-12"}).writes
    assert {name: write.values[name] for name in IN_FULL} == IN_FULL


def test_the_same_row_changes_nothing_and_empty_cells_erase_nothing() -> None:
    waiting = an_instalment(milestone_id=40, **IN_FULL)
    assert planned(ROW, known=(waiting, a_milestone())).states == [State.SAME]
    assert planned({**ROW, "Tranche": "tranche 1", "Payé le": PAID}, known=(waiting,)).states == [State.SAME]


def test_a_payment_is_told_by_its_cells_and_written_over_the_version_that_was_read() -> None:
    done = planned({**ROW, "Payé le": PAID, "Montant versé": 3_900}, known=(an_instalment(),))
    assert done.changes == [
        ("Statut", "prévue", "versée"),
        ("Payé le", None, PAID),
        ("Montant versé", None, Decimal(3_900)),
    ]
    paid = {"status": "paid", "paid_on": PAID, "paid_amount_eur": Decimal(3_900)}
    assert done.writes == [Write("instalment", 8, paid, 3)]


def test_an_instalment_paid_in_full_stays_so_when_its_amount_is_corrected_another_does_not() -> None:
    line = {**ROW, "Montant": 5_000}
    (full,) = planned(line, known=(an_instalment(**IN_FULL),)).writes
    assert full.values == {"amount_eur": Decimal(5_000), "paid_amount_eur": Decimal(5_000)}
    (partly,) = planned(line, known=(an_instalment(**IN_FULL | {"paid_amount_eur": Decimal(1_000)}),)).writes
    assert partly.values == {"amount_eur": Decimal(5_000)}


def test_a_payment_typed_by_mistake_is_undone_by_its_status_alone() -> None:
    line = {**ROW, "Statut": "à payer", "Payé le": PAID, "Montant versé": 4_000, "Référence": "VIR-12"}
    (write,) = planned(line, known=(an_instalment(**IN_FULL),)).writes
    assert write.values == {**UNPAID, "status": "payable"}


def test_a_date_added_beside_an_old_status_is_a_payment() -> None:
    (write,) = planned({**ROW, "Statut": "prévue", "Payé le": PAID}, known=(an_instalment(),)).writes
    assert write.values["status"] == "paid"


def test_a_cancelled_instalment_that_was_paid_after_all_is_paid() -> None:
    (write,) = planned({**ROW, "Payé le": PAID}, known=(an_instalment(status="cancelled"),)).writes
    assert (write.values["status"], write.values["paid_on"]) == ("paid", PAID)


@pytest.mark.parametrize(
    ("line", "header", "expected"),
    [
        ({"Statut": "versée"}, "Payé le", "la date du versement, puisque la tranche est versée"),
        ({"Statut": "annulée", "Payé le": PAID}, "Payé le", "une case vide, puisque la tranche n’est pas versée"),
        ({"Montant versé": 4_000}, "Montant versé", "une case vide, puisque la tranche n’est pas versée"),
        ({"Référence": "VIR-12"}, "Référence", "une case vide, puisque la tranche n’est pas versée"),
        ({"Jalon préalable": "Fête"}, "Jalon préalable", "l’intitulé d’un jalon de ce projet, enregistré ou de la"),
        ({"Date COPIL": PAID}, "Date COPIL", "la date du COPIL d’un investissement de ce projet\u00a0: 15/01/2024"),
        ({"Statut": "perdue"}, "Statut", "un statut de tranche, parmi\u00a0: prévue, à payer, versée, annulée"),
        ({"Tranche": "a" * 201}, "Tranche", "un texte de 200 signes au plus"),
        ({"Référence": "a" * 201}, "Référence", "un texte de 200 signes au plus"),
        ({"Montant": 0}, "Montant", "un montant en euros supérieur à zéro"),
        ({"Échéance": None}, "Échéance", "la date prévue du versement"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(line: Line, header: str, expected: str) -> None:
    done = planned({**ROW, **line})
    ((where, sentence),) = done.faults
    assert (where, done.states) == (cell(header), [State.REFUSED])
    assert sentence.startswith(expected)


def test_a_paid_instalment_is_neither_planned_nor_cancelled_at_once() -> None:
    done = planned({**ROW, "Statut": "annulée"}, known=(an_instalment(**IN_FULL),))
    expected = "«\u00a0versée\u00a0», comme enregistré, ou ce qui peut suivre\u00a0: «\u00a0à payer\u00a0»"
    assert done.faults == [(cell("Statut"), expected)]


def test_money_follows_the_work_recorded_or_of_the_same_file() -> None:
    known = (an_instalment(milestone_id=40), a_milestone())
    sentence = "tant que le jalon «\u00a0Bilan\u00a0» n’est pas fait"
    paid, payable = {**ROW, "Payé le": PAID}, {**ROW, "Statut": "à payer"}
    assert planned(paid, known=known).faults == [(cell("Payé le"), f"une case vide {sentence}")]
    assert planned(payable, known=known).faults == [(cell("Statut"), f"«\u00a0prévue\u00a0» {sentence}")]
    done = {"Projet": CODE, "Jalon": "Bilan", "Prévu le": DUE, "Réalisé le": DUE}
    records = Records((a_project(), an_investment(), *known))
    assert [each.faults for each in plan_books(records, ("jalons", [done]), ("tranches", [paid]))] == [[], []]


def test_a_title_that_two_milestones_bear_is_refused_unless_it_is_the_recorded_one() -> None:
    twins = (a_milestone(), a_milestone(41, due_on=PAID))
    line = {**ROW, "Jalon préalable": "Bilan"}
    assert planned(line, known=(an_instalment(milestone_id=41), *twins)).states == [State.SAME]
    done = planned(line, known=(an_instalment(), *twins))
    assert done.faults == [
        (cell("Jalon préalable"), "l’intitulé d’un seul jalon de ce projet\u202f; plusieurs portent celui-ci")
    ]


def test_a_project_without_investment_has_no_instalment() -> None:
    done = plan_lines("tranches", Records((a_project(),)), ROW)
    assert done.faults == [
        ("A2", "le code d’un projet qui a un investissement, enregistré ou de la feuille des investissements")
    ]


def test_the_copil_says_which_of_two_investments_pays() -> None:
    second = an_investment(6, copil_on=PAID)
    assert planned(ROW, known=(second,)).faults == [
        (cell("Date COPIL"), "la date du COPIL, car ce projet a plusieurs investissements")
    ]
    (write,) = planned({**ROW, "Date COPIL": PAID}, known=(second,)).writes
    assert write.values["investment_id"] == 6


def test_a_row_with_its_number_is_of_its_own_investment_even_where_the_day_cannot_tell() -> None:
    known = (an_investment(6), an_instalment(investment_id=6))
    line = {**ROW, "Date COPIL": DAY, "Montant": 4_500, "Identifiant": 8}
    assert [write.id for write in planned(line, known=known).writes] == [8]
    sentence = "une tranche à saisir sur la page du projet, car plusieurs investissements ont cette date"
    assert planned({**line, "Identifiant": None}, known=known).faults == [(cell("Date COPIL"), sentence)]


def test_instalments_never_exceed_the_investment_those_already_recorded_included() -> None:
    known = (an_instalment(9, label="Solde", amount_eur=Decimal(7_000)),)
    done = planned(ROW, known=known)
    expected = (
        "des tranches dont la somme ne dépasse pas l’investissement, soit 10\u202f000\u00a0€\u202f; "
        "elles feraient 11\u202f000\u00a0€"
    )
    assert (done.faults, done.states) == ([(cell("Montant"), expected)], [State.REFUSED])
    assert planned({**ROW, "Statut": "annulée"}, known=known).faults == []


@pytest.mark.parametrize("status", ["conventionne", "en_cours", "termine", "capitalise"])
def test_once_the_convention_is_signed_instalments_make_up_the_investment(status: str) -> None:
    ((where, sentence),) = planned(ROW, status=status).faults
    assert where == cell("Montant")
    assert sentence.endswith("la convention étant signée\u202f; elles feraient 4\u202f000\u00a0€")
    whole = planned(ROW, {**ROW, "Tranche": "Solde", "Montant": 6_000}, status=status)
    assert whole.faults == []


def test_a_sum_that_nothing_moves_is_not_judged_again() -> None:
    later = {**ROW, "Échéance": PAID}
    assert planned(later, known=(an_instalment(),), status="en_cours").states == [State.CHANGED]


def test_two_rows_of_one_name_are_one_too_many() -> None:
    done = planned(ROW, {**ROW, "Tranche": "TRANCHE 1"})
    assert done.faults == [("A3", "un enregistrement par ligne\u202f; celui-ci est déjà à la ligne 2")]


def test_a_row_never_takes_the_name_of_another_instalment() -> None:
    known = (an_instalment(), an_instalment(9, label="Solde"))
    done = planned({**ROW, "Tranche": "Solde", "Identifiant": 8}, known=known)
    assert done.faults == [(cell("Tranche"), "un nom qu’aucune autre tranche de cet investissement ne porte")]


def test_an_investment_and_its_instalments_may_come_in_one_file_and_be_brought_down_together() -> None:
    granted = {"Projet": CODE, "Date COPIL": DAY, "Montant accordé": 4_000}
    new = plan_books(Records((a_project(),)), ("investissements", [granted]), ("tranches", [ROW]))
    assert [each.states for each in new] == [[State.NEW], [State.NEW]]
    assert new[1].writes[0].values["investment_id"] == new[0].writes[0].id
    known = Records((a_project(), an_investment(), an_instalment(amount_eur=Decimal(10_000))))
    down = plan_books(known, ("investissements", [granted]), ("tranches", [ROW]))
    assert [(each.states, each.faults) for each in down] == [([State.CHANGED], []), ([State.CHANGED], [])]
