from sqlalchemy.orm import Session

from app.models import Organisation
from tests.factories import a_cofinancing, a_partner, a_project, an_allocation, an_investment, an_organisation
from tests.support.client import Client

SIREN, SIRET = "732829320", "73282932000074"
NEW = "/partenaires/nouveau"


def test_an_organisation_is_added_with_its_numbers(client: Client, session: Session) -> None:
    client.sign_in()
    typed = {"name": "Les Ateliers", "profile_code": "association", "siren": "732 829 320", "website": "exemple.fr"}
    answer = client.post_form(NEW, typed | {"commune": "59350"}, page=NEW)
    kept = session.query(Organisation).filter_by(siren=SIREN).one()
    assert answer.headers["Location"] == f"/partenaires/{kept.id}"
    assert (kept.website, kept.commune_id) == ("https://exemple.fr", "commune-59350")
    assert "https://exemple.fr" in client.get(f"/partenaires/{kept.id}").text


def test_a_fault_keeps_everything_typed(client: Client) -> None:
    client.sign_in()
    typed = {"name": "Les Ateliers", "siren": "732829321", "website": "ftp://exemple.fr"}
    answer = client.post_form(NEW, typed, page=NEW)
    assert answer.status_code == 422
    for part in ("La clé de ce SIREN", "Renseignez ce champ.", "Écrivez l’adresse du site", 'value="732829321"'):
        assert part in answer.text


def test_a_known_number_shows_the_organisation_that_has_it(client: Client, session: Session) -> None:
    known = an_organisation(session, siren=SIREN)
    client.sign_in()
    answer = client.post_form(NEW, {"name": "Double", "profile_code": "association", "siren": SIREN}, page=NEW)
    assert answer.status_code == 422
    assert f'href="/partenaires/{known.id}"' in answer.text


def test_two_communes_of_one_name_are_told_apart(client: Client) -> None:
    client.sign_in()
    answer = client.post_form(NEW, {"name": "X", "profile_code": "association", "commune": "Saint-Denis"}, page=NEW)
    assert "Saint-Denis (93066)" in answer.text


def test_an_unusual_rna_is_saved_and_said(client: Client, session: Session) -> None:
    client.sign_in()
    client.post_form(NEW, {"name": "Verein", "profile_code": "association", "rna": "67 1234"}, page=NEW)
    kept = session.query(Organisation).filter_by(rna="671234").one()
    assert "forme habituelle" in client.get(f"/partenaires/{kept.id}").text


def test_the_sheet_lists_the_projects_of_an_organisation(client: Client, session: Session) -> None:
    organisation = an_organisation(session)
    project = a_project(session, title="Pacte alimentaire")
    a_partner(session, project, organisation, role_code="porteur")
    client.sign_in("lecteur")
    page = client.get(f"/partenaires/{organisation.id}").text
    assert "Pacte alimentaire" in page
    assert "Porteur" in page
    assert "Modifier" not in page


def test_the_sheet_says_what_an_organisation_funds(client: Client, session: Session) -> None:
    funder, project = an_organisation(session), a_project(session, title="Pacte alimentaire")
    an_allocation(session, an_investment(session, project), funder, "700")
    a_cofinancing(session, project, funder, amount_eur=None, days=3)
    client.sign_in("lecteur")
    page = client.get(f"/partenaires/{funder.id}").text
    for part in ("part d’un investissement", "700\u00a0€", "cofinancement", "—"):
        assert part in page


def test_a_correction_and_a_lost_update(client: Client, session: Session) -> None:
    organisation = an_organisation(session, name="Avant")
    client.sign_in()
    address = f"/partenaires/{organisation.id}/modifier"
    client.post_form(address, {"name": "Après"}, page=address)
    session.refresh(organisation)
    assert organisation.name == "Après"
    stale = {"name": "Trop tard", "profile_code": "association", "version": "1"}
    answer = client.post_form(address, stale)
    assert answer.status_code == 409
    for part in ("Trop tard", "Après", "Association"):
        assert part in answer.text
    session.refresh(organisation)
    assert organisation.name == "Après"


def test_an_organisation_that_does_not_exist_is_a_page_in_french(client: Client) -> None:
    client.sign_in()
    assert client.get("/partenaires/999999999").status_code == 404
    assert client.get("/partenaires/abc").status_code == 404


def test_the_proposals_are_a_part_of_a_page(client: Client, session: Session) -> None:
    known = an_organisation(session, name="Les Ateliers", siren=SIREN)
    project = a_project(session)
    client.sign_in()
    part = client.get_part(f"/partenaires/recherche?q={SIRET}&projet={project.code}").text
    assert f"/projets/{project.code}/partenaires/nouveau?organisation={known.id}" in part
    assert "<html" not in part
    assert "Créer" not in client.get("/partenaires/recherche?q=ateliers").text
