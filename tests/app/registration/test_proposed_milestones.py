"""What is proposed as already done: only what a COPIL that was held proves."""

from datetime import date
from decimal import Decimal

import pytest

from app.registration.forms import AmountStep
from app.registration.proposals import _milestones

TODAY = date(2026, 11, 22)


def done(copil_on: date) -> set[str]:
    amount = AmountStep.model_construct(amount=Decimal(10_000), copil_on=copil_on, starts_on=None, ends_on=None)
    values = _milestones(amount, TODAY)
    rows = {name.split("-")[1] for name in values if name.endswith("-kind_code")}
    return {values[f"milestones-{row}-kind_code"][0] for row in rows if values.get(f"milestones-{row}-done")}


@pytest.mark.parametrize(
    ("copil_on", "expected"),
    [
        (date(2026, 2, 10), {"reperage", "dialogue_cadrage", "instruction", "copil"}),
        (date(2027, 1, 10), set()),
    ],
)
def test_only_what_led_to_a_copil_already_held_is_proposed_as_done(copil_on: date, expected: set[str]) -> None:
    assert done(copil_on) == expected
