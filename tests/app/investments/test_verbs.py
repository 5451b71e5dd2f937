from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.investments.queries import project_card
from app.investments.service import (
    add_allocation,
    add_cofinancing,
    add_investment,
    propose_plan,
    remove_investment,
    update_allocation,
    update_investment,
)
from app.models import Investment
from tests.factories import (
    a_cofinancing,
    a_milestone,
    a_paid_instalment,
    a_project,
    an_allocation,
    an_instalment,
    an_investment,
    an_organisation,
)


def test_the_money_of_a_project_adds_up(session: Session) -> None:
    project, funder = a_project(session), an_organisation(session)
    investment = an_investment(session, project, "24500")
    an_allocation(session, investment, funder, "20000")
    a_paid_instalment(session, investment, "12250")
    an_instalment(session, investment, "10000", status="cancelled")
    a_cofinancing(session, project, funder, amount_eur=61000, confirmed=True)
    a_cofinancing(session, project, funder, kind="competences", amount_eur=None, days=4)
    card = project_card(session, project)
    line = card.investments[0]
    assert (card.invested, card.paid, card.remaining) == (Decimal(24500), Decimal(12250), Decimal(12250))
    assert (line.planned, line.missing, line.unallocated) == (Decimal(12250), Decimal(12250), Decimal(4500))
    assert (card.cofinanced, card.confirmed) == (Decimal(61000), Decimal(61000))
    assert round(card.leverage or 0, 2) == Decimal("2.49")


def test_the_running_sum_leaves_cancelled_instalments_out(session: Session) -> None:
    project = a_project(session)
    investment = an_investment(session, project)
    for month, status in ((1, "planned"), (2, "cancelled"), (3, "payable")):
        an_instalment(session, investment, "100", due_on=date(2024, month, 1), status=status)
    assert [line.running for line in project_card(session, project).instalments] == [100, 100, 200]


def test_shares_never_pass_the_investment(session: Session) -> None:
    investment = an_investment(session, a_project(session), "1000")
    share = add_allocation(
        session, investment=investment, funder=an_organisation(session), amount_eur=Decimal(700), user=None
    )
    with pytest.raises(Refused, match="300\u00a0€ à affecter"):
        add_allocation(
            session, investment=investment, funder=an_organisation(session), amount_eur=Decimal(301), user=None
        )
    update_allocation(session, share, amount_eur=Decimal(1000), user=None)
    with pytest.raises(Refused):
        update_allocation(session, share, amount_eur=Decimal("1000.01"), user=None)


def test_an_investment_does_not_go_below_its_shares(session: Session) -> None:
    investment = an_investment(session, a_project(session), "1000")
    an_allocation(session, investment, an_organisation(session), "700")
    with pytest.raises(Refused) as refusal:
        update_investment(session, investment, amount_eur=Decimal(699), user=None)
    assert refusal.value.field == "amount_eur"
    assert update_investment(session, investment, amount_eur=Decimal(700), user=None).amount_eur == 700


def test_an_investment_with_money_paid_stays(session: Session) -> None:
    project = a_project(session)
    paid, other = an_investment(session, project), an_investment(session, project)
    a_paid_instalment(session, paid)
    with pytest.raises(Refused, match="versée"):
        remove_investment(session, paid, user=None)
    remove_investment(session, other, user=None)
    assert session.get(Investment, other.id) is None


def test_a_plan_is_proposed_once_and_tied_to_its_milestones(session: Session) -> None:
    project = a_project(session)
    review = a_milestone(session, project, kind_code="point_etape")
    investment = add_investment(session, project=project, amount_eur=Decimal(9000), user=None)
    first, second = propose_plan(session, investment=investment, user=None)
    assert (first.milestone_id, second.milestone_id) == (None, review.id)
    with pytest.raises(Refused, match="déjà des tranches"):
        propose_plan(session, investment=investment, user=None)


def test_a_cofinancing_says_euros_or_days(session: Session) -> None:
    project, organisation = a_project(session), an_organisation(session)
    with pytest.raises(Refused) as refusal:
        add_cofinancing(session, project=project, organisation=organisation, kind="nature", user=None)
    assert refusal.value.field == "amount_eur"
