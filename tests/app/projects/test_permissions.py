"""The table of who may change what, read through the pages: role by role, state by state."""

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models import CampaignStatus, Instalment, InstalmentStatus, ProjectStatus, Role
from app.projects import permissions
from app.projects.permissions import RULES, Group, rule_for, table, why_not
from tests.factories import (
    a_campaign,
    a_milestone,
    a_partner,
    a_project,
    a_respondent,
    a_user,
    an_allocation,
    an_instalment,
    an_investment,
    an_organisation,
)
from tests.support.client import Client

PAGE = Path(__file__).parents[3] / "docs/droits.md"
ROLES = [role for role in Role if role is not Role.FINANCEUR]
REFUSED = (403, 404, 409, 422)


def every(group: Group) -> list[tuple[str, Role]]:
    return [(state, role) for rule in RULES[group] for state in rule.states for role in ROLES]


def may(group: Group, state: str, role: Role) -> bool:
    return role in rule_for(group, state).roles


def sign_in(client: Client, role: Role) -> None:
    client.sign_in(role, a_user(client.database, role.value))


def test_every_state_has_one_rule_and_every_refusal_its_sentence() -> None:
    for group, kind in {
        Group.IDENTITY: ProjectStatus,
        Group.AMOUNTS: ProjectStatus,
        Group.PAYMENTS: ProjectStatus,
        Group.EARLY: ProjectStatus,
        Group.INSTALMENT: InstalmentStatus,
        Group.ANSWERS: CampaignStatus,
    }.items():
        states = [state for rule in RULES[group] for state in rule.states]
        assert sorted(states) == sorted(kind)
    assert all(rule.why for rules in RULES.values() for rule in rules)


def test_the_page_of_rights_says_what_the_code_does() -> None:
    lines = [f"| {fields} | {states} | {who} | {why} |" for fields, states, who, why in table()]
    page = PAGE.read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("| ") and "\u202f" in line.split("|")[1]] == lines


@pytest.mark.parametrize(("status", "role"), every(Group.IDENTITY))
def test_the_identity_of_a_project(client: Client, session: Session, status: str, role: Role) -> None:
    project = a_project(session, status=status)
    sign_in(client, role)
    here = f"/projets/{project.code}/modifier"
    answer = client.get(here)
    assert (answer.status_code == 200) is may(Group.IDENTITY, status, role)
    if answer.status_code == 200:
        answer = client.post_form(here, {"title": "Autre titre"}, page=here)
        assert answer.status_code == 303
    else:
        assert client.post_form(here, {"title": "Autre titre"}).status_code in REFUSED
    session.refresh(project)
    assert (project.title == "Autre titre") is may(Group.IDENTITY, status, role)


@pytest.mark.parametrize(("status", "role"), every(Group.AMOUNTS))
def test_the_amounts_of_a_project(client: Client, session: Session, status: str, role: Role) -> None:
    """Investment, share and instalment; without a reason where one is asked for, then with it."""
    project = a_project(session, status=status)
    investment = an_investment(session, project, "10000")
    share = an_allocation(session, investment, an_organisation(session), "4000")
    instalment = an_instalment(session, investment, "3000")
    sign_in(client, role)
    asks = rule_for(Group.AMOUNTS, status).asks_why
    base = f"/projets/{project.code}"
    for record, address, typed in (
        (investment, f"{base}/investissements/{investment.id}", {}),
        (share, f"{base}/affectations/{share.id}", {}),
        (instalment, f"{base}/tranches/{instalment.id}", {"label": "Tranche 1", "due_on": "01/03/2024"}),
    ):
        before = record.amount_eur
        typed = {**typed, "amount_eur": f"{before + 1}".replace(".", ","), "version": str(record.version)}
        if may(Group.AMOUNTS, status, role) and asks:
            answer = client.post_form(address, typed)
            assert (answer.status_code, "Dites pourquoi" in answer.text) == (422, True)
            typed["reason"] = "Avenant signé"
        answer = client.post_form(address, typed)
        assert answer.status_code == (303 if may(Group.AMOUNTS, status, role) else 403), address
        session.refresh(record)
        assert (record.amount_eur != before) is may(Group.AMOUNTS, status, role)


@pytest.mark.parametrize(("status", "role"), every(Group.EARLY))
def test_a_payment_before_its_time(client: Client, session: Session, status: str, role: Role) -> None:
    """Without a reason nobody; with one, who the table says."""
    project = a_project(session, status=status)
    step = a_milestone(session, project)
    instalment = an_instalment(session, an_investment(session, project), milestone_id=step.id)
    sign_in(client, role)
    own = f"/projets/{project.code}/tranches/{instalment.id}/mise-en-paiement"
    assert client.post_form(own, {"reason": ""}).status_code in (403, 422)
    answer = client.post_form(own, {"reason": "Avance"})
    assert answer.status_code == (303 if may(Group.EARLY, status, role) else 403)


@pytest.mark.parametrize(("status", "role"), every(Group.PAYMENTS))
def test_the_payments_of_a_project(client: Client, session: Session, status: str, role: Role) -> None:
    project = a_project(session, status=status)
    instalment = an_instalment(session, an_investment(session, project))
    sign_in(client, role)
    own = f"/projets/{project.code}/tranches/{instalment.id}"
    answer = client.post_form(f"{own}/mise-en-paiement")
    assert answer.status_code == (303 if may(Group.PAYMENTS, status, role) else 403)
    session.execute(
        text("UPDATE instalment SET status = 'payable', updated_by_id = NULL WHERE id = :i"), {"i": instalment.id}
    )
    session.execute(text("UPDATE instalment SET payable_by_id = NULL WHERE id = :i"), {"i": instalment.id})
    session.refresh(instalment)
    typed = {"paid_on": "02/03/2024", "paid_amount_eur": "5000", "version": str(instalment.version)}
    assert client.post_form(f"{own}/versement", typed).status_code == (
        303 if may(Group.PAYMENTS, status, role) else 403
    )
    session.refresh(instalment)
    assert (instalment.status == "paid") is may(Group.PAYMENTS, status, role)


@pytest.mark.parametrize(("state", "role"), every(Group.INSTALMENT))
def test_the_amount_of_an_instalment(client: Client, session: Session, state: str, role: Role) -> None:
    paid = {"paid_on": "2024-03-05", "paid_amount_eur": 5000} if state == "paid" else {}
    other = a_user(session)
    made = an_instalment(session, an_investment(session, a_project(session)), status="payable", updated_by_id=other.id)
    for name, value in {"status": state, **paid}.items():
        setattr(made, name, value)
    made.updated_by_id = None
    session.flush()
    sign_in(client, role)
    session.refresh(made)
    here = f"/projets/{session.scalar(select(permissions.Project.code))}/tranches/{made.id}"
    typed = {"label": made.label, "due_on": "01/03/2024", "amount_eur": "4000", "version": str(made.version)}
    answer = client.post_form(here, typed)
    assert (answer.status_code == 303) is may(Group.INSTALMENT, state, role)
    session.expire_all()
    assert (session.get_one(Instalment, made.id).amount_eur == 4000) is may(Group.INSTALMENT, state, role)


@pytest.mark.parametrize(("status", "role"), every(Group.ANSWERS))
def test_the_answers_of_a_partner(client: Client, session: Session, status: str, role: Role) -> None:
    project = a_project(session)
    partner = a_partner(session, project)
    campaign = a_campaign(session, project, status=status)
    respondent = a_respondent(session, campaign, partner)
    sign_in(client, role)
    here = f"/campagnes/{campaign.id}/reponses/{respondent.id}"
    answer = client.post_form(here, {"A1.1-observed": "3"})
    assert (answer.status_code in (200, 303)) is may(Group.ANSWERS, status, role), answer.status_code


def test_a_published_result_is_kept_by_the_database_itself(session: Session) -> None:
    """Tried with rows in `tests/test_rules_in_the_database.py`; here, that the walls stand."""
    standing = text("SELECT tgname FROM pg_trigger WHERE tgrelid = 'result'::regclass AND tgenabled <> 'D'")
    assert "result_is_frozen" in set(session.scalars(standing))


def test_a_command_acts_in_nobody_s_name(session: Session) -> None:
    permissions.check(Group.AMOUNTS, ProjectStatus.ABANDONNE, None)
    assert why_not(Group.AMOUNTS, ProjectStatus.ABANDONNE, Role.GESTIONNAIRE)
