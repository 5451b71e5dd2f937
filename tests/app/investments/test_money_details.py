"""What no page happens to show of the verbs of money: each of these once let a faulty change through."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.investments.instalments import (
    add_instalment,
    cancel_instalment,
    propose_plan,
    restore_instalment,
    update_instalment,
)
from app.investments.service import (
    add_allocation,
    add_cofinancing,
    add_investment,
    remove_investment,
    update_cofinancing,
    update_investment,
)
from app.models import Instalment, Investment, Project
from tests import factories as make


def test_an_instalment_paid_before_it_came_in_is_paid_in_full(session: Session) -> None:
    investment, user = make.an_investment(session, make.a_project(session)), make.a_user(session)
    values = {"label": " Solde ", "due_on": date(2024, 3, 1), "amount_eur": Decimal(5000)}
    paid = add_instalment(session, investment=investment, paid_on=date(2024, 3, 4), user=user, **values)
    assert (paid.status, paid.paid_on, paid.paid_amount_eur) == ("paid", date(2024, 3, 4), Decimal(5000))
    assert (paid.label, paid.updated_by_id) == ("Solde", user.id)
    planned = add_instalment(session, investment=investment, user=user, **values)
    assert (planned.status, planned.paid_on, planned.paid_amount_eur) == ("planned", None, None)


def test_an_instalment_corrected_from_an_older_version_is_refused(session: Session) -> None:
    investment, user = make.an_investment(session, make.a_project(session)), make.a_user(session)
    instalment = make.an_instalment(session, investment)
    update_instalment(session, instalment, user=user, version=instalment.version, label="Première")
    assert instalment.updated_by_id == user.id
    with pytest.raises(Conflict):
        update_instalment(session, instalment, user=user, version=instalment.version - 1, label="Autre")


def test_a_plan_ends_with_its_project_and_knows_who_made_it(session: Session) -> None:
    project, user = make.a_project(session, ends_on=date(2026, 1, 15)), make.a_user(session)
    plan = propose_plan(session, investment=make.an_investment(session, project, "24500"), user=user)
    assert {instalment.updated_by_id for instalment in plan} == {user.id}
    assert max(instalment.due_on for instalment in plan) <= date(2026, 1, 15)


def test_without_a_date_a_plan_says_where_to_give_one(session: Session) -> None:
    project = make.a_project(session, starts_on=None)
    investment = make.an_investment(session, project, copil_on=None)
    with pytest.raises(Refused, match=r"^Les tranches se proposent .* aucune n’est connue\.$") as refusal:
        propose_plan(session, investment=investment, user=None)
    assert refusal.value.link == f"/projets/{project.code}/modifier"
    assert refusal.value.link_label == "Renseigner les dates du projet"


def test_instalments_still_to_pay_leave_with_their_investment(session: Session) -> None:
    investment = make.an_investment(session, make.a_project(session))
    ids = make.an_instalment(session, investment).id, investment.id
    remove_investment(session, investment, user=make.a_user(session))
    session.expunge_all()
    assert session.get(Instalment, ids[0]) is None
    assert session.get(Investment, ids[1]) is None


def test_a_cofinancing_keeps_what_is_not_corrected(session: Session) -> None:
    project = make.a_project(session)
    days = make.a_cofinancing(
        session, project, make.an_organisation(session), kind="competences", amount_eur=None, days=4
    )
    update_cofinancing(session, days, user=make.a_user(session), note="Deux personnes")
    assert (days.days, days.note) == (4, "Deux personnes")
    with pytest.raises(Refused):
        update_cofinancing(session, days, user=None, days=None)


def test_what_is_brought_in_is_kept_as_it_was_said(session: Session) -> None:
    project, user, organisation = make.a_project(session), make.a_user(session), make.an_organisation(session)
    made = add_investment(session, project=project, amount_eur=Decimal(9000), purpose="Un garage", user=user)
    assert (made.purpose, made.copil_number, made.updated_by_id) == ("Un garage", "", user.id)
    values = {"kind": "numeraire", "amount_eur": Decimal(10), "confirmed": True, "note": "Lettre"}
    brought = add_cofinancing(session, project=project, organisation=organisation, user=user, **values)
    assert (brought.confirmed, brought.note) == (True, "Lettre")
    bare = add_cofinancing(
        session, project=project, organisation=organisation, kind="numeraire", amount_eur=Decimal(1), user=user
    )
    assert (bare.confirmed, bare.note) == (False, "")
    assert update_cofinancing(session, bare, user=user, note="Promis").updated_by_id == user.id


def test_whoever_puts_an_instalment_back_signs_it(session: Session) -> None:
    user, other = make.a_user(session), make.a_user(session)
    instalment = make.an_instalment(session, make.an_investment(session, make.a_project(session)))
    cancel_instalment(session, instalment, user=other)
    assert restore_instalment(session, instalment, user=user).updated_by_id == user.id


@pytest.fixture
def closed(session: Session) -> Investment:
    """Of a project whose amounts only move with a reason."""
    investment = make.an_investment(session, make.a_project(session, status="termine"), "9000")
    make.an_instalment(session, investment, "1000")
    return investment


@pytest.mark.parametrize("reason", ["", "  "])
def test_the_amounts_of_a_closed_project_ask_why_before_anything(
    session: Session, closed: Investment, reason: str
) -> None:
    user, organisation = make.a_user(session, "admin"), make.an_organisation(session)
    project, instalment = session.get_one(Project, closed.project_id), session.query(Instalment).one()
    due = {"label": "Solde", "due_on": date(2026, 1, 1), "amount_eur": Decimal(10)}
    brought = {"project": project, "organisation": organisation, "kind": "numeraire", "amount_eur": Decimal(5)}
    for verb in (
        lambda why: add_investment(session, project=project, amount_eur=Decimal(10), user=user, **why),
        lambda why: update_investment(session, closed, amount_eur=Decimal(9500), user=user, **why),
        lambda why: add_allocation(
            session, investment=closed, funder=organisation, amount_eur=Decimal(5), user=user, **why
        ),
        lambda why: add_cofinancing(session, user=user, **brought, **why),
        lambda why: add_instalment(session, investment=closed, user=user, **due, **why),
        lambda why: update_instalment(session, instalment, amount_eur=Decimal(999), user=user, **why),
    ):
        for why in ({}, {"reason": reason}):
            with pytest.raises(Refused) as refusal:
                verb(why)
            assert refusal.value.field == "reason"
        verb({"reason": "Avenant signé"})


def test_what_is_no_amount_asks_no_reason(session: Session, closed: Investment) -> None:
    user, instalment = make.a_user(session, "admin"), session.query(Instalment).one()
    assert update_investment(session, closed, purpose="Un garage", user=user).purpose == "Un garage"
    assert update_instalment(session, instalment, label="Solde", user=user).label == "Solde"


def test_a_plan_waits_for_the_first_milestone_of_each_kind(session: Session) -> None:
    project = make.a_project(session, starts_on=date(2024, 1, 1), ends_on=date(2025, 12, 31))
    later = make.a_milestone(session, project, kind_code="signature", due_on=date(2025, 1, 1))
    first, twin = (make.a_milestone(session, project, kind_code="signature", due_on=date(2024, 1, 1)) for _ in range(2))
    plan = propose_plan(session, investment=make.an_investment(session, project, "5000"), user=None)
    assert [each.milestone_id for each in plan] == [first.id]
    assert first.id < twin.id
    assert later.id < first.id


def test_more_than_was_granted_is_refused_where_it_was_typed(session: Session) -> None:
    investment = make.an_investment(session, make.a_project(session), "1000")
    assert add_allocation(
        session, investment=investment, funder=make.an_organisation(session), amount_eur=Decimal(1000), user=None
    )
    with pytest.raises(Refused) as refusal:
        add_allocation(
            session, investment=investment, funder=make.an_organisation(session), amount_eur=Decimal("0.01"), user=None
        )
    assert refusal.value.field == "amount_eur"
    project, other = session.get_one(Project, investment.project_id), make.an_organisation(session)
    with pytest.raises(Refused, match=r"^Renseignez un montant, ou un nombre de jours\.$"):
        add_cofinancing(session, project=project, organisation=other, kind="competences", user=None)
