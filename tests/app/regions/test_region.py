"""The page of one region: its projects, its money, its scores, and what is missing."""

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models.user import Role
from tests.app.regions.test_figures import publish
from tests.app.regions.test_map import opened
from tests.factories import a_campaign, a_paid_instalment, a_project, an_investment
from tests.support.client import Client
from tests.support.html import text_of


def test_it_lists_its_projects_with_their_money_and_their_scores(client: Client, session: Session) -> None:
    project = a_project(session, region_code="53", title="Le verger commun", status="en_cours")
    a_paid_instalment(session, an_investment(session, project, "12000"), "4500.50")
    an_investment(session, a_project(session, region_code="94", title="Ailleurs"))
    publish(session, project, {"innovation": 62.25})
    client.sign_in(Role.LECTEUR)
    text = text_of(opened(client, "/regions/53"))
    for said in ("Bretagne", "Le verger commun", "12\u202f000\u00a0€", "4\u202f500,50\u00a0€", "62,3", "1 sur 1"):
        assert said in text
    assert "Ailleurs" not in text


def test_it_says_what_is_missing_project_by_project(client: Client, session: Session) -> None:
    silent = a_project(session, region_code="53", title="Sans campagne", status="en_cours")
    waiting = a_project(session, region_code="53", title="En attente", status="en_cours")
    a_campaign(session, waiting)
    partial = a_project(session, region_code="53", title="Partiel", status="en_cours")
    publish(session, partial, {"innovation": 40.0}, status="provisional")
    client.sign_in(Role.LECTEUR)
    text = text_of(opened(client, "/regions/53"))
    assert f"{silent.title}\u00a0: aucune campagne in itinere." in text
    assert f"{waiting.title}\u00a0: campagne ouverte, rien de publié." in text
    assert f"{partial.title}\u00a0: Impact innovation\u00a0: provisoire." in text


def test_no_empty_axis_is_drawn_before_the_first_score(client: Client, session: Session) -> None:
    project = a_project(session, region_code="53", status="en_cours")
    publish(session, project, {"innovation": 40.0}, status="provisional")
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions/53")
    assert "Aucun score in itinere n’est encore publié ici" in text_of(page)
    assert "Les scores de ses projets" not in text_of(page)
    publish(session, a_project(session, region_code="53"), {"innovation": 40.0})
    page = opened(client, "/regions/53")
    assert "Les scores de ses projets" in text_of(page)


def test_figures_of_several_projects_mean_by_amount_and_stabilised(client: Client, session: Session) -> None:
    for amount, score in (("10000", 20.0), ("30000", 60.0), ("20000", 40.0)):
        project = a_project(session, region_code="53")
        an_investment(session, project, amount)
        publish(session, project, {"relation": score})
    other = a_project(session, region_code="94")
    publish(session, other, {"relation": 80.0}, date(2025, 3, 1))
    client.sign_in(Role.LECTEUR)
    page = opened(client, "/regions/53")
    row = next(row for row in page.iter("tr") if text_of(row).startswith("Relation partenariale fragile"))
    cells = [text_of(cell) for cell in row.iter("td")]
    by_amount = (Decimal(20) + 3 * 60 + 2 * 40) / 6
    stabilised = (3 * 40 + 3 * 50) / 6
    assert cells[2:] == ["20,0", "40,0", "60,0", "40,0", french(by_amount), french(Decimal(stabilised))]


def test_projects_without_a_region_are_interregional(client: Client, session: Session) -> None:
    an_investment(session, a_project(session, title="Partout à la fois"))
    client.sign_in(Role.LECTEUR)
    text = text_of(opened(client, "/regions/interregional"))
    assert "Interrégional" in text
    assert "Partout à la fois" in text


def test_a_blank_territory_says_so_and_an_unknown_one_is_not_found(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    assert "Aucun projet n’est rattaché" in text_of(opened(client, "/regions/06"))
    assert client.get("/regions/99").status_code == 404


def french(value: Decimal) -> str:
    return f"{value:.1f}".replace(".", ",")
