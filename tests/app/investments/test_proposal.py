from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.investments.proposal import propose_instalments

START, END = date(2024, 1, 1), date(2025, 12, 31)


def test_half_at_the_start_half_after_the_mid_term_review() -> None:
    first, second = propose_instalments(Decimal("24500"), START, END)
    assert (first.amount_eur, first.due_on, first.milestone_kind) == (Decimal("12250"), START, "signature")
    assert (second.amount_eur, second.milestone_kind) == (Decimal("12250"), "point_etape")
    assert second.due_on == date(2024, 12, 31)
    assert (first.label, second.label) == ("Tranche 1 sur 2", "Tranche 2 sur 2")


def test_a_small_amount_is_paid_at_once() -> None:
    (only,) = propose_instalments(Decimal("5000"), START, None)
    assert (only.label, only.due_on, only.milestone_kind) == ("Versement unique", START, "signature")


@given(st.decimals(Decimal("0.01"), Decimal("9999999999.99"), places=2))
def test_the_proposal_sums_up_to_the_cent(amount: Decimal) -> None:
    proposed = propose_instalments(amount, START, END)
    assert sum(each.amount_eur for each in proposed) == amount
    assert all(each.amount_eur > 0 for each in proposed)
