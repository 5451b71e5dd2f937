"""Amount, funders' shares, instalments and milestones."""

import pytest

from app.models import Organisation
from tests.app.registration.conftest import AMOUNT, Walk


@pytest.mark.parametrize("typed", ["12 000,50 €", "12000.50", "12\u202f000,50", "12.000,50 euros"])
def test_an_amount_is_read_as_people_write_it(walk: Walk, typed: str) -> None:
    assert walk.send("montant", amount=typed) == 303
    assert "12 000,50 €" in walk.read("verification")


def test_a_wrong_amount_and_dates_are_told_and_kept(walk: Walk) -> None:
    typed = {"amount": "douze mille", "starts_on": "01/03/2026", "ends_on": "28/02/2025", "copil_on": "31/02/2026"}
    assert walk.send("montant", **typed) == 422
    said = walk.said()
    assert "Écrivez un montant en euros" in said
    assert "La fin du projet ne peut pas précéder son début." in said
    assert "Cette date n’existe pas" in said
    assert {name: walk.values("montant")[name] for name in typed} == {name: [text] for name, text in typed.items()}


def test_shares_may_leave_a_remainder_but_not_exceed_the_amount(walk: Walk, porteur: Organisation) -> None:
    walk.send("montant", **AMOUNT)
    assert walk.send("financeurs", funders_0_name=porteur.name, funders_0_amount="2 000") == 303
    assert "Reste à affecter : 10 000,50 €" in walk.read("financeurs")
    assert walk.send("financeurs", funders_0_amount="13 000") == 422
    assert "Les parts dépassent le montant investi (12 000,50 €) de 999,50 €." in walk.said()


def test_instalments_are_proposed_from_the_amount_and_the_dates(walk: Walk) -> None:
    walk.send("montant", **AMOUNT)
    walk.read("tranches")
    assert walk.send("tranches") == 303
    values = walk.values("tranches")
    assert [values[f"instalments-{n}-amount"] for n in (0, 1)] == [["6\u202f000,25"], ["6\u202f000,25"]]
    assert values["instalments-0-due_on"] == ["01/03/2026"]


def test_instalments_must_sum_up_and_the_difference_is_said(walk: Walk) -> None:
    walk.send("montant", **AMOUNT)
    assert walk.send("tranches", instalments_1_amount="6 000") == 422
    assert "La somme des tranches doit faire 12 000,50 € : il manque 0,25 €." in walk.said()
    assert walk.send("tranches", instalments_1_amount="6 000,75") == 422
    assert "il y a 0,50 € de trop" in walk.said()


def test_an_instalment_is_added_and_the_plan_proposed_again(walk: Walk) -> None:
    walk.send("montant", **AMOUNT)
    third = {"instalments_2_label": "Solde", "instalments_2_due_on": "01/01/2029", "instalments_2_amount": "1"}
    walk.send("tranches", **third, bouton="ajouter")
    assert walk.values("tranches")["instalments-2-label"] == ["Solde"]
    walk.send("tranches", bouton="proposer")
    assert "Solde" not in walk.read("tranches")
    assert walk.send("tranches") == 303


def test_a_change_of_amount_makes_the_instalments_to_be_corrected(walk: Walk, porteur: Organisation) -> None:
    walk.fill(porteur)
    walk.send("montant", amount="15 000")
    assert "À corriger" in walk.read()
    assert walk.finish() == 422


def test_milestones_are_proposed_unticked_adjusted_and_added(walk: Walk, porteur: Organisation) -> None:
    walk.fill(porteur)
    own = {"milestones_14_kind_code": "bilan", "milestones_14_title": "Fête", "milestones_14_due_on": "01/06/2027"}
    assert walk.send("jalons", milestones_0_keep=[], milestones_3_due_on="11/02/2026", **own) == 303
    said = walk.read("verification")
    assert "Repérage" not in said
    assert "Passage en COPIL 11/02/2026" in said
    assert "Fête 01/06/2027" in said


def test_a_milestone_kept_without_a_date_is_told(walk: Walk, porteur: Organisation) -> None:
    walk.fill(porteur)
    assert walk.send("jalons", milestones_0_due_on="") == 422
    assert walk.values("jalons")["milestones-0-due_on"] == [""]
    assert walk.send("jalons", milestones_0_keep=[]) == 303
