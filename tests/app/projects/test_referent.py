"""Who follows a project: chosen in its form, said in its head, found by the filter."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Project
from app.projects.queries import get_whole_project
from tests.factories import a_project, a_user
from tests.support.client import Client
from tests.support.html import find_form, form_values, text_of
from tests.support.queries import counted


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def edit(client: Client, project: Project, referent_id: object) -> int:
    page = f"/projets/{project.code}/modifier"
    client.get(page)
    assert client.page is not None
    kept = form_values(find_form(client.page, page))
    sent = {name: values if len(values) != 1 else values[0] for name, values in kept.items() if name != "csrf_token"}
    return client.post_form(page, sent | {"referent_id": str(referent_id)}, page=page).status_code


def test_the_referent_is_chosen_and_said_in_the_head(client: Client, session: Session) -> None:
    project, zoe = a_project(session), a_user(session, "evaluateur", name="Zoé Martin")
    client.sign_in()
    assert edit(client, project, zoe.id) == 303
    session.expire_all()
    assert get_whole_project(session, project.code).referent_id == zoe.id
    client.get(f"/projets/{project.code}")
    assert "suivi par Zoé Martin" in shown(client)


def test_a_reader_or_a_closed_account_follows_nothing(client: Client, session: Session) -> None:
    project = a_project(session)
    client.sign_in()
    for other in (a_user(session, "lecteur"), a_user(session, active=False)):
        assert edit(client, project, other.id) == 422
        assert "dont le compte est ouvert" in shown(client)


def test_whoever_follows_it_stays_proposed_once_the_account_is_closed(client: Client, session: Session) -> None:
    zoe = a_user(session, name="Zoé Martin", active=False)
    project = a_project(session, referent_id=zoe.id)
    client.sign_in()
    assert edit(client, project, zoe.id) == 303
    client.get(f"/projets/{project.code}")
    assert "Zoé Martin (compte fermé)" in shown(client)


def test_the_list_is_filtered_by_referent(client: Client, session: Session) -> None:
    zoe = a_user(session, name="Zoé Martin")
    a_project(session, title="Suivi par Zoé", referent_id=zoe.id)
    a_project(session, title="À confier")
    client.sign_in()
    client.get(f"/projets?referent={zoe.id}")
    assert "Suivi par Zoé" in shown(client)
    assert "À confier" not in shown(client)
    client.get("/projets?referent=aucun")
    assert "À confier" in shown(client)
    assert "Suivi par Zoé" not in shown(client)
    client.get("/projets?referent=inconnu")
    assert "Aucun projet ne répond" in shown(client)


def test_a_project_outlives_the_account_of_its_referent(session: Session) -> None:
    zoe = a_user(session)
    project = a_project(session, referent_id=zoe.id)
    session.delete(zoe)
    session.flush()
    session.refresh(project)
    assert project.referent_id is None


def test_the_projects_of_a_person_are_handed_over_from_its_account(client: Client, session: Session) -> None:
    zoe, ada = a_user(session, name="Zoé Martin", active=False), a_user(session, name="Ada Morel")
    projects = [a_project(session, title=f"Projet de Zoé {n}", referent_id=zoe.id) for n in range(2)]
    client.sign_in("admin")
    page, action = f"/comptes/{zoe.id}", f"/comptes/{zoe.id}/projets"
    client.get(page)
    assert "Projets suivis 2" in shown(client)
    assert "ces projets restent à son nom" in shown(client)
    assert client.post_form(action, {"referent_id": ""}, page=page).status_code == 422
    assert client.post_form(action, {"referent_id": str(zoe.id)}, page=page).status_code == 422
    assert client.post_form(action, {"referent_id": str(ada.id)}, page=page).status_code == 303
    for project in projects:
        session.refresh(project)
        assert project.referent_id == ada.id
    client.get(page)
    assert "Projets suivis" not in shown(client)


def test_the_page_of_an_account_costs_the_same_with_many_projects(
    client: Client, session: Session, connection: Connection
) -> None:
    zoe = a_user(session)
    client.sign_in("admin")
    seen = []
    for count in (3, 30):
        for _ in range(count):
            a_project(session, referent_id=zoe.id)
        session.commit()
        with counted(connection) as statements:
            client.get(f"/comptes/{zoe.id}")
        seen.append(len(statements))
    assert seen[0] == seen[1]
