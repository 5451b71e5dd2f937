"""The page of a project."""

from datetime import date

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Project, StatusMove
from app.web.rights import Right
from tests.factories import (
    a_campaign,
    a_cofinancing,
    a_milestone,
    a_paid_instalment,
    a_partner,
    a_programme,
    a_project,
    a_respondent,
    an_indicator,
    an_instalment,
    an_investment,
    an_organisation,
    submitted,
)
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 22))


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def buttons(client: Client) -> list[str]:
    """The solid actions of the head."""
    assert client.page is not None
    return [text_of(a) for a in client.page.iter("a") if a.get("class") == "button"]


def a_whole_project(session: Session) -> Project:
    programme = a_programme(session, title="Plan 2023-2025")
    project = a_project(
        session, title="Pacte local", status="en_cours", programme_id=programme.id, region_code="32",
        territory_label="Flandre", need="Manger mieux", charter_version="2", charter_signed_on=date(2023, 2, 3),
    )  # fmt: skip
    leader = a_partner(session, project, an_organisation(session, name="Fabrique Flandre"), role_code="porteur")
    other = a_partner(session, project)
    investment = an_investment(session, project, "24500", copil_number="9", copil_on=date(2023, 1, 12))
    a_paid_instalment(session, investment, "12250")
    an_instalment(session, investment, "12250", label="Solde")
    a_cofinancing(session, project, an_organisation(session), amount_eur=61250)
    a_milestone(session, project, title="Point d’étape")
    an_indicator(session, project, label="Foyers touchés")
    campaign = a_campaign(session, project)
    submitted(session, a_respondent(session, campaign, leader))
    a_respondent(session, campaign, other)
    return project


def test_the_page_says_who_where_how_much_and_how_far(client: Client, session: Session) -> None:
    project = a_whole_project(session)
    client.sign_in()
    client.get(f"/projets/{project.code}")
    text = shown(client)
    for part in ("Plan 2023-2025", "Flandre", "Hauts-de-France", "Fabrique Flandre", "1\u00a0partenaire", "En cours"):
        assert part in text
    for part in ("24\u202f500\u00a0€", "COPIL n°\u00a09 du 12/01/2023", "reste 12\u202f250\u00a0€"):
        assert part in text
    for part in ("effet de levier 2,5", "1 sur 2", "Point d’étape", "Solde", "Foyers touchés", "Manger mieux"):
        assert part in text


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("repere", "Passer à «\u00a0En instruction\u00a0»"),
        ("instruction", "Renseigner l’investissement"),
        ("valide", "Renseigner la charte"),
        ("conventionne", "Passer à «\u00a0En cours\u00a0»"),
        ("en_cours", "Ouvrir une campagne"),
        ("termine", "Ouvrir une campagne"),
    ],
)
def test_one_thing_to_do_is_proposed_at_each_status(client: Client, session: Session, status: str, action: str) -> None:
    project = a_project(session, status=status)
    client.sign_in()
    client.get(f"/projets/{project.code}")
    assert buttons(client) == [action]


@pytest.mark.parametrize("status", ["capitalise", "abandonne"])
def test_nothing_is_left_to_do_at_the_end(client: Client, session: Session, status: str) -> None:
    project = a_project(session, status=status)
    client.sign_in()
    client.get(f"/projets/{project.code}")
    assert buttons(client) == []


def test_an_open_campaign_comes_before_all(client: Client, session: Session) -> None:
    project = a_whole_project(session)
    client.sign_in()
    client.get(f"/projets/{project.code}")
    assert buttons(client) == ["Saisir les réponses"]


def test_the_project_moves_forward_and_the_move_is_remembered(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    page = f"/projets/{project.code}"
    assert client.post_form(f"{page}/statut", page=page).status_code == 303
    client.get(page)
    assert "Le projet est maintenant «\u00a0En instruction\u00a0»." in shown(client)
    assert "Repéré → En instruction" in shown(client)
    assert client.user is not None
    assert client.user.name in shown(client)


def test_a_move_sent_twice_acts_once(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    page = f"/projets/{project.code}"
    typed = {"to": "instruction", "idempotency_key": "la-meme"}
    for _ in range(2):
        assert client.post_form(f"{page}/statut", typed).status_code == 303
    assert len(session.scalars(select(StatusMove).where(StatusMove.project_id == project.id)).all()) == 1


def test_a_refused_move_says_what_is_missing_and_where_to_fill_it(client: Client, session: Session) -> None:
    project = a_project(session, status="valide")
    an_investment(session, project, "10000")
    client.sign_in()
    answer = client.post_form(f"/projets/{project.code}/statut", {"to": "conventionne"})
    assert answer.status_code == 422
    assert "La charte d’engagement n’a pas de date de signature." in shown(client)
    assert "10\u202f000\u00a0€ de moins" in shown(client)
    assert f'href="/projets/{project.code}/modifier#charter_signed_on"' in answer.text
    assert f'href="/projets/{project.code}/investissements"' in answer.text


def test_going_back_asks_why_and_keeps_the_choice(client: Client, session: Session) -> None:
    project = a_project(session, status="instruction")
    client.sign_in()
    address = f"/projets/{project.code}/statut"
    answer = client.post_form(address, {"to": "repere", "reason": " "})
    assert answer.status_code == 422
    assert "Dites pourquoi le projet revient à l’étape précédente." in shown(client)
    assert client.post_form(address, {"to": "repere", "reason": "Dossier incomplet"}).status_code == 303
    client.get(f"/projets/{project.code}")
    assert "Dossier incomplet" in shown(client)


def test_a_project_is_abandoned_with_a_reason(client: Client, session: Session) -> None:
    project = a_project(session, status="en_cours")
    client.sign_in()
    client.post_form(f"/projets/{project.code}/statut", {"to": "abandonne", "reason": "Le porteur renonce"})
    client.get(f"/projets/{project.code}")
    assert "il ne change plus de statut" in shown(client)


def test_an_unknown_status_is_refused(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    assert client.post_form(f"/projets/{project.code}/statut", {"to": "ailleurs"}).status_code == 422


def test_a_reader_sees_no_action(client: Client, session: Session) -> None:
    project = a_project(session, status="valide")
    client.sign_in("lecteur")
    text = client.get(f"/projets/{project.code}").text
    assert "/statut" not in text
    assert "/modifier" not in text
    assert buttons(client) == []


def test_an_unknown_code_is_not_found(client: Client) -> None:
    client.sign_in()
    assert client.get("/projets/ODD17-1999-999").status_code == 404


def test_moving_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    project = a_project(session)
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.post_form(f"/projets/{project.code}/statut", {"to": "instruction"}).status_code == 403
    client.sign_in(with_all_rights_but(Right.CONSULT, monkeypatch))
    assert client.get(f"/projets/{project.code}").status_code == 403


def test_the_number_of_queries_does_not_grow(client: Client, session: Session, connection: Connection) -> None:
    project = a_whole_project(session)
    client.sign_in()
    with counted(connection) as few:
        client.get(f"/projets/{project.code}")
    for n in range(8):
        a_milestone(session, project, due_on=date(2025, 1, 1 + n))
        a_partner(session, project)
        an_instalment(session, an_investment(session, project), "10")
        an_indicator(session, project, label=f"Mesure {n}")
    with counted(connection) as lots:
        client.get(f"/projets/{project.code}")
    assert len(few) == len(lots)
