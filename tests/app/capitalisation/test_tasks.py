"""The task list of the closing and the pages of its deliverables."""

from datetime import date

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Deliverable, Project
from app.web.rights import Right
from tests.app.capitalisation.closing import a_case, a_deliverable, a_finished_project, an_agreed_case
from tests.factories import a_partner, a_project, an_organisation
from tests.support.client import Client, with_all_rights_but
from tests.support.conflicts import conflict_rows, kept_form, opened_form
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 6, 7))


def shown(client: Client) -> str:
    assert client.page is not None
    return " ".join(text_of(client.page).split())


def here(project: Project) -> str:
    return f"/projets/{project.code}/capitalisation"


def test_the_list_says_how_far_each_pillar_has_come(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    a_deliverable(session, project, "capitaliser")
    a_deliverable(session, project, "evaluer", done_on=None)
    client.sign_in()
    client.get(here(project))
    text = shown(client)
    assert "1 sur 4 piliers livrés" in text.replace("\u00a0", " ")
    for part in ("1 livré", "En cours", "À commencer", "Aucun livrable n’est coché pour les piliers"):
        assert part in text.replace("\u00a0", " ")


def test_the_tab_is_there_from_the_course_of_the_project_on(client: Client, session: Session) -> None:
    client.sign_in()
    for status, there in (("repere", False), ("en_cours", True), ("termine", True), ("capitalise", True)):
        project = a_project(session, status=status)
        assert (here(project) in client.get(f"/projets/{project.code}/jalons").text) is there


def test_a_finished_project_shows_its_pillars_on_its_own_page(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    a_deliverable(session, project, "modeliser")
    client.sign_in()
    client.get(f"/projets/{project.code}")
    assert "1 sur 4 piliers livrés" in shown(client)
    client.get(f"/projets/{a_project(session, status='en_cours').code}")
    assert "piliers livrés" not in shown(client)


def test_a_deliverable_is_added_then_ticked_in_one_press(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    partner = a_partner(session, project, an_organisation(session, name="Les Ateliers"))
    client.sign_in()
    own = f"{here(project)}/piliers/modeliser"
    typed = {"title": "Fiche du modèle", "kept_at": "https://exemple.fr/fiche", "partner_id": str(partner.id)}
    assert client.post_form(f"{own}/nouveau", typed, page=f"{own}/nouveau").status_code == 303
    made = session.scalars(select(Deliverable)).one()
    assert (made.pillar_code, made.done_on, made.partner_id) == ("modeliser", None, partner.id)
    address = f"{here(project)}/livrables/{made.id}/coche"
    assert client.post_form(address, page=own).status_code == 303
    assert session.get_one(Deliverable, made.id, populate_existing=True).done_on == date(2025, 6, 7)
    client.get(own)
    assert "Livré le 07/06/2025" in shown(client).replace("Livréle", "Livré le")
    assert "Les Ateliers" in shown(client)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"title": ""}, "title", "Renseignez ce champ."),
        ({"is_done": "oui", "kept_at": ""}, "kept_at", "Dites où se trouve ce livrable"),
        ({"done_on": "01/02/2025"}, "is_done", "Cochez «\u00a0Livré\u00a0», ou effacez la date."),
        ({"is_done": "oui", "done_on": "01/02/2031"}, "done_on", "cette date est à venir"),
        ({"partner_id": "999999"}, "partner_id", "Choisissez un des partenaires du projet."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, session: Session, typed: dict[str, str], field: str, sentence: str
) -> None:
    project = a_finished_project(session)
    a_partner(session, project)
    client.sign_in()
    address = f"{here(project)}/piliers/evaluer/nouveau"
    answer = client.post_form(address, {"title": "Rapport d’évaluation", "kept_at": "Au siège"} | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'href="#{field}"' in answer.text
    if "title" not in typed:
        assert "Rapport d’évaluation" in answer.text
    assert session.scalars(select(Deliverable)).all() == []


def test_a_form_sent_twice_adds_once(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    client.sign_in()
    address = f"{here(project)}/piliers/evaluer/nouveau"
    for _ in range(2):
        answer = client.post_form(address, {"title": "Rapport", "idempotency_key": "une-fois"})
        assert answer.status_code == 303
    assert len(session.scalars(select(Deliverable)).all()) == 1


def test_two_tabs_on_one_deliverable_show_both(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    made = a_deliverable(session, project)
    client.sign_in()
    address = f"{here(project)}/livrables/{made.id}"
    late = opened_form(client, address)
    assert client.post_form(address, {"title": "Le sien"}, page=address).status_code == 303
    answer = client.post(address, data=late | {"title": "Le mien"})
    assert answer.status_code == 409
    assert conflict_rows(client)["Livrable changé des deux côtés"][:2] == ["Le mien", "Le sien"]
    assert client.post(address, data=kept_form(client, address)).status_code == 303
    assert session.get_one(Deliverable, made.id, populate_existing=True).title == "Le mien"


def test_a_deliverable_of_another_project_is_not_found(client: Client, session: Session) -> None:
    other = a_deliverable(session, a_finished_project(session))
    client.sign_in()
    for address in (f"livrables/{other.id}", "livrables/0", "piliers/inconnu"):
        assert client.get(f"{here(a_project(session))}/{address}").status_code == 404


def test_a_deliverable_typed_by_mistake_is_removed(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    made = a_deliverable(session, project)
    client.sign_in()
    address = f"{here(project)}/livrables/{made.id}"
    assert client.post_form(f"{address}/suppression", page=address).status_code == 303
    assert session.scalars(select(Deliverable)).all() == []


def test_a_link_that_is_not_one_is_not_followed(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    a_deliverable(session, project, kept_at="javascript:alert(1)")
    client.sign_in()
    assert 'href="javascript' not in client.get(f"{here(project)}/piliers/capitaliser").text
    assert "javascript:alert(1)" in shown(client)


def test_reading_and_writing_ask_for_their_right(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_finished_project(session)
    client.sign_in("lecteur")
    text = client.get(here(project)).text
    assert "/nouveau" not in client.get(f"{here(project)}/piliers/evaluer").text
    assert f"{here(project)}/accord" not in text
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.post_form(f"{here(project)}/piliers/evaluer/nouveau", {"title": "Rapport"}).status_code == 403
    assert client.get(f"{here(project)}/cas").status_code == 403


def test_the_number_of_queries_does_not_grow(client: Client, session: Session, connection: Connection) -> None:
    project = a_finished_project(session)
    a_deliverable(session, project)
    an_agreed_case(session, project)
    client.sign_in()
    with counted(connection) as few:
        client.get(here(project))
    for n in range(9):
        a_deliverable(session, project, title=f"Livrable {n}")
    with counted(connection) as lots:
        client.get(here(project))
    assert len(few) == len(lots)


def test_the_list_says_where_the_case_stands(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    client.sign_in()
    client.get(here(project))
    assert "À demander" in shown(client)
    case = a_case(session, project, lessons="")
    client.get(here(project))
    assert f"{here(project)}/accord" not in client.get(here(project)).text
    case.lessons = "Prendre le temps."
    session.flush()
    assert f"{here(project)}/accord" in client.get(here(project)).text
