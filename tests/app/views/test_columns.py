"""Columns chosen: carried by the address, constant in queries, never a ranking."""

from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import AxisResult, Result
from app.projects.columns import CATALOGUE, USUAL, Columns
from tests import factories as make
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted

EVERY = ".".join(column.name for column in CATALOGUE)


def heads(client: Client) -> list[str]:
    assert client.page is not None
    return [text_of(cell).rstrip("↕↑↓").strip() for cell in client.page.iter("th") if cell.get("scope") == "col"]


def row_of(client: Client, title: str) -> dict[str, str]:
    """Column → what it shows for that project."""
    assert client.page is not None
    row: Element = next(row for row in client.page.iter("tr") if title in text_of(row))
    return {cell.get("data-label", ""): text_of(cell) for cell in row.iter("td")}


def test_the_columns_of_the_address_are_shown_in_its_order(client: Client, session: Session) -> None:
    programme, person = make.a_programme(session, title="Plan 2026"), make.a_user(session, name="Inès Paul")
    project = make.a_project(
        session, title="Pacte", programme_id=programme.id, referent_id=person.id, phase_code="emergence",
        charter_version="v2",
    )  # fmt: skip
    organisation = make.an_organisation(session)
    make.an_investment(session, project, "1000")
    make.a_cofinancing(session, project, organisation, amount_eur=2500)
    make.a_partner(session, project, organisation)
    make.a_milestone(session, project, title="Bilan")
    session.connection().exec_driver_sql("INSERT INTO project_domain VALUES (%s, 'sante')", (project.id,))
    client.sign_in("lecteur")
    client.get("/projets?colonnes=programme.referent.phase.domaines.levier.partenaires.jalon.charte")
    assert heads(client)[1:3] == ["Programme", "Référent"]
    shown = row_of(client, "Pacte")
    assert (shown["Programme"], shown["Référent"], shown["Phase"]) == ("Plan 2026", "Inès Paul", "Émergence")
    assert (shown["Domaines"], shown["Effet de levier"], shown["Partenaires"]) == ("Santé", "2,50 €", "1")
    assert shown["Prochain jalon"].startswith("Bilan")
    assert shown["Charte"] == "v2"


def test_scores_show_with_their_confidence_and_never_sort(client: Client, session: Session) -> None:
    project = make.a_project(session, title="Pacte")
    result = Result(
        campaign_id=make.a_campaign(session, project, status="publiee").id, sequence=1, grid_reference=make.GRID,
        formula_version="1.0", inputs_sha256="x", scores={},
    )  # fmt: skip
    session.add(result)
    session.flush()
    axis = AxisResult(
        result_id=result.id, reading="observed", axis="innovation", score=63.54, status="published", confidence="B"
    )
    session.add(axis)
    client.sign_in("lecteur")
    client.get("/projets?colonnes=publication.scores&tri=scores")
    shown = row_of(client, "Pacte")
    assert "63,5" in shown["Scores publiés"]
    assert "confiance B" in shown["Scores publiés"]
    assert "In itinere" in shown["Dernier résultat publié"]
    assert not any(column.sort for column in CATALOGUE if column.kind in ("scores", "published"))


def test_an_unknown_column_is_left_out_and_the_usual_ones_stay_short(client: Client, session: Session) -> None:
    assert Columns.from_query({"colonnes": "rien.engage.engage"}).names == ("engage",)
    assert Columns.from_query({"colonnes": "rien"}).names == USUAL
    assert Columns(USUAL).address == ""


def test_the_page_of_columns_adds_moves_and_removes_by_addresses(client: Client, session: Session) -> None:
    client.sign_in("lecteur")
    client.get("/projets/colonnes?statut=en_cours&colonnes=statut.engage")
    assert client.page is not None
    links = {text_of(link): link.get("href", "") for link in client.page.iter("a")}
    assert links["Ajouter Programme"].endswith("?statut=en_cours&colonnes=statut.engage.programme")
    assert links["Avancer Engagé"].endswith("?statut=en_cours&colonnes=engage.statut")
    assert links["Retirer Statut"].endswith("?statut=en_cours&colonnes=engage")
    assert links["Voir la liste"] == "/projets?statut=en_cours&colonnes=statut.engage"


@pytest.mark.parametrize("name", [column.name for column in CATALOGUE])
def test_each_column_shows_an_empty_project(client: Client, session: Session, name: str) -> None:
    make.a_project(session, title="Vide", starts_on=None)
    client.sign_in("lecteur")
    assert client.get(f"/projets?colonnes={name}").status_code == 200
    assert row_of(client, "Vide")


def test_every_column_at_once_reads_a_constant_number_of_queries(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in()
    many_projects(session, 5)
    with counted(connection) as few:
        client.get(f"/projets?colonnes={EVERY}")
    many_projects(session, 60, first=30_000)
    with counted(connection) as lots:
        client.get(f"/projets?colonnes={EVERY}")
    assert len(few) == len(lots) <= 20
