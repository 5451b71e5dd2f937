import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CoordinationTime, Organisation, Partner, Project
from tests.app.addedvalues.saying import a_time
from tests.factories import a_campaign, a_partner, a_project, a_respondent, an_organisation, answers
from tests.support.client import Client
from tests.support.html import find_form, form_values


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def here(project: Project) -> str:
    return f"/projets/{project.code}/partenaires"


def test_a_known_organisation_is_found_then_chosen(client: Client, session: Session, here: str) -> None:
    known = an_organisation(session, name="Les Ateliers", profile_code="collectivite")
    client.sign_in()
    assert f"{here}/nouveau?organisation={known.id}" in client.get(f"{here}/nouveau?q=atel").text
    page = f"{here}/nouveau?organisation={known.id}"
    assert "Cohésion sociale" in client.get(page).text
    typed = {"role_code": "porteur", "joined_on": "05/09/2024", "priority_d1": "2"}
    answer = client.post_form(f"{here}/nouveau", typed, page=page)
    assert answer.headers["Location"] == here
    partner = session.scalars(select(Partner).where(Partner.organisation_id == known.id)).one()
    assert (partner.role_code, partner.priority_d1) == ("porteur", 2)


def test_an_organisation_is_created_on_the_spot(client: Client, session: Session, here: str) -> None:
    client.sign_in()
    page = f"{here}/nouveau?creer=La+Fabrique"
    client.post_form(f"{here}/nouveau", {"profile_code": "entreprise", "siren": "732829320"}, page=page)
    created = session.scalars(select(Organisation).where(Organisation.name == "La Fabrique")).one()
    assert created.siren == "732829320"
    assert "La Fabrique" in client.get(here).text


def test_a_known_siren_is_proposed_and_nothing_is_created(client: Client, session: Session, here: str) -> None:
    known = an_organisation(session, siren="732829320")
    client.sign_in()
    typed = {"profile_code": "entreprise", "siren": "732 829 320", "contribution": "Un local"}
    answer = client.post_form(f"{here}/nouveau", typed, page=f"{here}/nouveau?creer=Double")
    assert answer.status_code == 422
    assert f"{here}/nouveau?organisation={known.id}" in answer.text
    assert "Un local" in answer.text
    assert session.scalars(select(Organisation).where(Organisation.name == "Double")).first() is None


def test_a_second_porteur_is_refused_on_its_field(
    client: Client, session: Session, project: Project, here: str
) -> None:
    a_partner(session, project, role_code="porteur")
    other = an_organisation(session)
    client.sign_in()
    page = f"{here}/nouveau?organisation={other.id}"
    answer = client.post_form(f"{here}/nouveau", {"role_code": "porteur"}, page=page)
    assert answer.status_code == 422
    assert "a déjà un porteur" in answer.text


def test_a_partner_is_corrected_and_leaves(client: Client, session: Session, project: Project, here: str) -> None:
    partner = a_partner(session, project)
    client.sign_in()
    address = f"{here}/{partner.id}"
    client.post_form(address, {"left_on": "31/12/2024", "contact_email": "a@exemple.fr"}, page=address)
    assert "Ont quitté le projet" in client.get(here).text


def test_two_tabs_never_overwrite_silently(client: Client, session: Session, project: Project, here: str) -> None:
    partner = a_partner(session, project, contribution="Au départ")
    client.sign_in()
    address = f"{here}/{partner.id}"
    client.post_form(address, {"contribution": "Premier onglet"}, page=address)
    stale = {"role_code": "partenaire", "contribution": "Second onglet", "version": "1"}
    answer = client.post_form(address, stale)
    assert answer.status_code == 409
    assert "Premier onglet" in answer.text
    assert "Second onglet" in answer.text


def test_a_partner_that_answered_stays(client: Client, session: Session, project: Project, here: str) -> None:
    partner, mistake = a_partner(session, project), a_partner(session, project)
    answers(session, a_respondent(session, a_campaign(session, project), partner), A1_1=2)
    client.sign_in()
    refused = client.post_form(f"{here}/{partner.id}/suppression", page=f"{here}/{partner.id}")
    assert refused.status_code == 422
    client.post_form(f"{here}/{mistake.id}/suppression", page=f"{here}/{mistake.id}")
    assert session.scalars(select(Partner.id).where(Partner.project_id == project.id)).all() == [partner.id]


@pytest.mark.parametrize(
    ("days", "said"), [("12.5", "12,5\u00a0jours de coordination"), (None, "le temps de coordination demandé")]
)
def test_the_time_that_goes_with_a_partner_is_told_before_it_goes(
    client: Client, session: Session, project: Project, here: str, days: str | None, said: str
) -> None:
    partner = a_partner(session, project)
    a_time(session, project, days, partner_id=partner.id)
    client.sign_in()
    page = f"{here}/{partner.id}"
    assert said in client.get(page).text
    assert client.page is not None
    form = form_values(find_form(client.page, f"{page}/suppression"))
    refused = client.post(f"{page}/suppression", data={**form, "time": ""})
    assert refused.status_code == 422
    assert said in refused.text
    assert session.get(Partner, partner.id) is not None
    ticked = {**form, "time": f"1/{'' if days is None else '12,5'}"}
    assert client.post(f"{page}/suppression", data=ticked).status_code == 303
    assert session.scalars(select(CoordinationTime)).all() == []


def test_a_partner_of_another_project_is_not_found_here(client: Client, session: Session, here: str) -> None:
    partner = a_partner(session, a_project(session))
    client.sign_in()
    assert client.get(f"{here}/{partner.id}").status_code == 404
