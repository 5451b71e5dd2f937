from datetime import date

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app import clock
from app.milestones.routes import router
from app.models import Milestone, Project
from tests.factories import a_milestone, a_partner, a_project, an_instalment, an_investment
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, kept_form, opened_form
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed


@pytest.fixture
def project(session: Session, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(clock, "today", lambda: date(2024, 11, 22))
    return a_project(session)


@pytest.fixture
def here(project: Project) -> str:
    return f"/projets/{project.code}/jalons"


def test_the_list_says_what_is_late_and_by_how_much(
    client: Client, session: Session, project: Project, here: str
) -> None:
    a_milestone(session, project, title="Point d’étape", due_on=date(2024, 10, 15))
    client.sign_in("lecteur")
    page = client.get(here).text
    assert "en retard de 38\u00a0jours" in page
    assert "C’est fait" not in page


def test_a_milestone_is_added_with_its_partner(client: Client, session: Session, project: Project, here: str) -> None:
    partner = a_partner(session, project)
    client.sign_in()
    typed = {"kind_code": "bilan", "title": "Bilan", "due_on": "1/2/2025", "partner_id": str(partner.id)}
    answer = client.post_form(f"{here}/nouveau", typed, page=f"{here}/nouveau")
    kept = session.scalars(select(Milestone)).one()
    assert answer.headers["Location"] == here
    assert (kept.due_on, kept.partner_id) == (date(2025, 2, 1), partner.id)


def test_a_fault_keeps_what_was_typed(client: Client, session: Session, here: str) -> None:
    stranger = a_partner(session, a_project(session))
    client.sign_in()
    typed = {"title": "Mon bilan", "due_on": "31/02/2025", "partner_id": str(stranger.id)}
    answer = client.post_form(f"{here}/nouveau", typed)
    assert answer.status_code == 422
    for part in ("Mon bilan", "31/02/2025", "n’existe pas dans le calendrier", "partenaires du projet"):
        assert part in answer.text


def test_the_usual_schedule_is_proposed_once(client: Client, session: Session, here: str) -> None:
    client.sign_in()
    client.post_form(f"{here}/proposition", page=here)
    assert "14\u00a0jalons ajoutés" in client.get(here).text
    client.post_form(f"{here}/proposition", page=here)
    assert len(session.scalars(select(Milestone)).all()) == 14


def test_a_milestone_is_done_in_one_press_then_reopened(
    client: Client, session: Session, project: Project, here: str
) -> None:
    milestone = a_milestone(session, project)
    client.sign_in()
    client.post_form(f"{here}/{milestone.id}/achevement", page=here)
    session.refresh(milestone)
    assert milestone.done_on == date(2024, 11, 22)
    client.post_form(f"{here}/{milestone.id}/reouverture", page=f"{here}/{milestone.id}")
    session.refresh(milestone)
    assert milestone.done_on is None


def test_two_tabs_never_overwrite_silently(client: Client, session: Session, project: Project, here: str) -> None:
    milestone = a_milestone(session, project)
    client.sign_in()
    address = f"{here}/{milestone.id}"
    client.post_form(address, {"title": "Premier onglet"}, page=address)
    stale = {"kind_code": "bilan", "title": "Second onglet", "due_on": "01/02/2024", "version": "1"}
    answer = client.post_form(address, stale)
    assert answer.status_code == 409
    for part in ("Premier onglet", "Second onglet", "Lancement", "Bilan"):
        assert part in answer.text


def test_the_conflict_page_tells_what_each_side_changed(
    client: Client, session: Session, project: Project, here: str
) -> None:
    milestone = a_milestone(session, project, title="Étape", evidence="Aucune")
    client.sign_in()
    address = f"{here}/{milestone.id}"
    mine = opened_form(client, address) | {"title": ["Étape de mai"]}
    client.post_form(address, {"evidence": "Compte rendu", "due_on": "01/02/2030"}, page=address)
    assert client.post(address, data=mine).status_code == 409
    rows = conflict_rows(client)
    assert rows["Intitulé changé par vous seulement"] == ["Étape de mai", "Étape", "Étape"]
    assert rows["Preuve changé entre-temps, pas par vous"] == ["Aucune", "Compte rendu", "Aucune"]
    kept = kept_form(client, address)
    assert client.post(address, data=kept).status_code == 303
    session.refresh(milestone)
    assert (milestone.title, milestone.evidence) == ("Étape de mai", "Aucune")


def test_a_milestone_that_money_waits_for_is_not_removed(
    client: Client, session: Session, project: Project, here: str
) -> None:
    milestone = a_milestone(session, project)
    waiting = an_instalment(session, an_investment(session, project), milestone_id=milestone.id)
    client.sign_in()
    answer = client.post_form(f"{here}/{milestone.id}/suppression", page=f"{here}/{milestone.id}")
    assert answer.status_code == 422
    assert f"/projets/{project.code}/tranches/{waiting.id}" in answer.text


def test_each_page_asks_for_its_right(
    client: Client, session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"code": project.code, "milestone_id": a_milestone(session, project).id}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_queries_do_not_grow_with_milestones(
    client: Client, session: Session, project: Project, here: str, connection: Connection
) -> None:
    client.sign_in()
    row = {"project_id": project.id, "kind_code": "bilan", "title": "Bilan", "due_on": date(2025, 1, 1)}
    counts = []
    for size in (33, 967):
        session.execute(insert(Milestone), [row] * size)
        session.commit()
        with counted(connection) as statements:
            client.get(here)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10
