"""The page of published results: what was said, by whom it was published, and what was corrected."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.assessments import service
from app.models import Organisation
from app.models.user import Role
from tests.app.assessments.situations import NOW
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.factories import a_project
from tests.support.client import Client
from tests.support.html import text_of


def test_a_correction_shows_its_reason_and_keeps_the_first_version(client: Client, session: Session) -> None:
    user = client.sign_in(Role.GESTIONNAIRE)
    project, partners = a_project_with_partners(session)
    campaign, first = a_published_campaign(session, project, partners, 2, 3, 4)
    service.reopen_campaign(session, campaign=campaign, reason="Une erreur de saisie", user=user)
    service.close_campaign(session, campaign=campaign, user=user, now=NOW)
    service.publish(session, campaign=campaign, user=user, now=NOW, reason="Réponse du mauvais partenaire")
    text = page(client, f"/projets/{project.code}/resultats")
    for said in (
        "Réponse du mauvais partenaire",
        user.name,
        "version 2",
        "version 1",
        first.inputs_sha256,
        "formule 1.0",
    ):
        assert said in text
    assert "corrigée depuis. Voir la version en vigueur" not in text
    earlier = page(client, f"/projets/{project.code}/resultats?campagne={campaign.id}&version=1")
    assert "Version 1, corrigée depuis." in earlier


def test_an_ex_ante_campaign_is_read_expected_first_then_initial(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    project, partners = a_project_with_partners(session)
    campaign, _ = a_published_campaign(session, project, partners, 1, 2, 3, moment="ex_ante")
    address = f"/projets/{project.code}/resultats?campagne={campaign.id}"
    assert "Indice d’impact" in page(client, address)
    initial = page(client, f"{address}&lecture=initial")
    assert "Non demandé pour cette lecture\u00a0: Résultats, Impact innovation." in initial
    assert "Pas d’indice pour cette lecture" in initial


def test_profiles_are_said_to_all_and_organisations_to_those_who_evaluate(client: Client, session: Session) -> None:
    project, partners = a_project_with_partners(session, "association", "collectivite", "entreprise", "academique")
    a_published_campaign(session, project, partners, 0, 2, 3, 4)
    a_published_campaign(session, project, partners[1:], 2, 3, 4, moment="ex_ante", held_on=date(2024, 5, 1))
    names = [session.get_one(Organisation, partner.organisation_id).name for partner in partners]
    client.sign_in(Role.EVALUATEUR)
    seen = page(client, f"/projets/{project.code}/resultats")
    assert [name for name in names if name in seen] == names
    client.sign_in(Role.LECTEUR)
    seen = page(client, f"/projets/{project.code}/resultats")
    assert "Monde académique" in seen
    assert [name for name in names if name in seen] == []


def test_a_project_without_any_result_says_so(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    assert "pas encore été interrogés" in page(client, f"/projets/{a_project(session).code}/resultats")


@pytest.mark.parametrize("query", ["?campagne=999999", "?version=7", "?campagne=999999999999999"])
def test_a_result_that_does_not_exist_is_not_found(client: Client, session: Session, query: str) -> None:
    client.sign_in(Role.LECTEUR)
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 3, 4)
    assert client.get(f"/projets/{project.code}/resultats{query}").status_code == 404


def test_the_campaign_of_another_project_is_not_found(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    project, partners = a_project_with_partners(session)
    campaign, _ = a_published_campaign(session, project, partners, 2, 3, 4)
    other = a_project(session)
    assert client.get(f"/projets/{other.code}/resultats/{campaign.id}/relation").status_code == 404


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert client.page is not None
    return text_of(client.page)
