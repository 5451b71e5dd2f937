"""A project read through a frame, from its results."""

from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.crosswalk import service
from app.crosswalk.portfolio import read_portfolio
from app.models import Organisation, Project, Role
from app.web.filters import score
from tests.app.crosswalk.frames import signed
from tests.app.crosswalk.test_pages import links, shown
from tests.app.crosswalk.test_portfolio import TODAY, a_read_project
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


def table(client: Client) -> dict[str, list[str]]:
    assert client.page is not None
    rows = [[" ".join(text_of(cell).split()) for cell in row] for row in client.page.iter("tr")]
    return {cells[0]: cells[1:] for cells in rows if cells}


def here(project: Project, frame: str = "cad") -> str:
    return f"/projets/{project.code}/lectures/{frame}"


def test_the_results_of_a_project_lead_to_its_readings(client: Client, session: Session) -> None:
    project = a_read_project(session)
    client.sign_in(Role.LECTEUR)
    client.get(f"/projets/{project.code}/resultats")
    assert f"/projets/{project.code}/lectures" in links(client)
    answer = client.get(f"/projets/{project.code}/lectures")
    assert answer.headers["Location"] == here(project)


def test_each_item_is_shown_with_what_it_leaves_out(client: Client, session: Session) -> None:
    project = a_read_project(session)
    client.sign_in(Role.LECTEUR)
    client.get(here(project))
    rows = table(client)
    assert rows["Efficience"][:6] == ["50,0", "Lisible", "Constat", "100,0 %", "3 sur 3", "A3.1, A3.2"]
    assert rows["Efficience"][6].startswith("Aucune comparaison de coûts")
    assert "Proposition livrée avec le site (version 1), que le Fonds n’a pas encore signée." in shown(client)
    assert "ni note d’ensemble, ni classement" in shown(client)


def test_the_page_and_a_report_of_today_say_the_same(client: Client, session: Session) -> None:
    project = a_read_project(session, 4, 3, None)
    client.sign_in(Role.LECTEUR)
    for frame in ("cad", "dimensions", "odd17", "impacts"):
        client.get(here(project, frame))
        rows = table(client)
        (line,) = read_portfolio(session, [project.id], frame, TODAY).projects
        assert {" ".join(own.item.label.split()): score(own.score) for own in line.items} == {
            (label := " ".join(own.item.label.split())): rows[label][0] for own in line.items
        }


def test_the_three_impacts_show_the_scores_of_the_results_page(client: Client, session: Session) -> None:
    project = a_read_project(session, 4, 3, 1)
    client.sign_in(Role.LECTEUR)
    client.get(f"/projets/{project.code}/resultats")
    results = table(client)["Impact innovation : pourquoi ce score ?"][0]
    client.get(here(project, "impacts"))
    assert table(client)["Impact innovation"][0] == results


def test_before_the_project_each_situation_is_read_apart(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    campaign, _ = a_published_campaign(session, project, partners, 1, 1, 1, moment="ex_ante", held_on=date(2024, 1, 20))
    client.sign_in(Role.LECTEUR)
    client.get(here(project))
    assert table(client)["Efficacité"][0] == "25,0"
    client.get(f"{here(project)}?campagne={campaign.id}&lecture=initial")
    assert table(client)["Efficacité"][:2] == ["—", "Non demandé à ce moment"]
    assert "A4.1 : non demandé à ce moment" in shown(client)


def test_nothing_published_says_so(client: Client, session: Session) -> None:
    project, _ = a_project_with_partners(session)
    client.sign_in(Role.LECTEUR)
    client.get(here(project))
    assert "Rien n’est encore publié de ce projet" in shown(client)


def test_the_signature_follows_the_reading(client: Client, session: Session) -> None:
    project = a_read_project(session)
    signed(session, lambda frame: service.replace(frame, leaves_out="Bien des choses."))
    client.sign_in(Role.LECTEUR)
    client.get(here(project))
    assert "Avis du Fonds, version 2, signé par Claire Martin, déléguée générale" in shown(client)
    assert "Bien des choses." in shown(client)
    client.get(f"{here(project)}?version=1")
    assert "Bien des choses." not in shown(client)


def test_what_does_not_exist_is_not_found(client: Client, session: Session) -> None:
    project = a_read_project(session)
    client.sign_in(Role.LECTEUR)
    for address in (here(project, "csrd"), f"{here(project)}?campagne=99999", f"{here(project)}?version=7"):
        assert client.get(address).status_code == 404
    assert client.get("/projets/ODD17-1900-001/lectures/cad").status_code == 404


def test_no_partner_is_drawn_or_named(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 4, 2, 0)
    client.sign_in(Role.EVALUATEUR)
    answer = client.get(here(project))
    body = answer.text[answer.text.index("Le projet dans ce cadre") :]
    names = session.scalars(select(Organisation.name)).all()
    assert len(names) >= 3
    assert all(name not in body for name in names)
    assert body.count('<circle class="mark"') == 6 + 1


def test_more_campaigns_and_partners_ask_no_more_queries(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in(Role.LECTEUR)
    counts = []
    for size in (1, 3):
        project, partners = a_project_with_partners(session, *["association"] * size, "collectivite", "entreprise")
        for _ in range(size):
            a_published_campaign(session, project, partners, *[3] * len(partners))
        session.commit()
        session.expire_all()
        with counted(connection) as statements:
            client.get(here(project))
        counts.append(len(statements))
    assert counts[0] == counts[1]
