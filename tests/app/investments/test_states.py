from datetime import date
from itertools import product

import pytest

from app.investments.states import MOVES, instalment_state, may_move
from app.models import InstalmentStatus

TODAY = date(2024, 11, 22)
DUE = date(2024, 11, 12)
LATER = date(2024, 12, 1)


@pytest.mark.parametrize(
    ("status", "due", "paid", "waits", "state"),
    [
        ("paid", DUE, date(2024, 11, 15), None, ("done", "versée le 15/11/2024")),
        ("cancelled", DUE, None, "Bilan", ("quiet", "annulée")),
        ("planned", DUE, None, "Point d’étape", ("due", "attend «\u00a0Point d’étape\u00a0»")),
        ("payable", DUE, None, None, ("late", "à payer, en retard de 10\u00a0jours")),
        ("payable", LATER, None, None, ("due", "à payer")),
        ("planned", DUE, None, None, ("late", "en retard de 10\u00a0jours")),
        ("planned", LATER, None, None, ("info", "prévue")),
        ("planned", TODAY, None, None, ("info", "prévue")),
        ("payable", TODAY, None, None, ("due", "à payer")),
    ],
)
def test_the_state_of_an_instalment(
    status: str, due: date, paid: date | None, waits: str | None, state: tuple[str, str]
) -> None:
    assert instalment_state(status, due, paid, waits, TODAY) == state


def test_a_paid_instalment_only_goes_back_to_be_paid() -> None:
    allowed = {(before, after) for before, after in product(InstalmentStatus, repeat=2) if may_move(before, after)}
    assert allowed == {(before, after) for before, moves in MOVES.items() for after in moves}
    assert {after for before, after in allowed if before == "paid"} == {InstalmentStatus.PAYABLE}
