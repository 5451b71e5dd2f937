"""The history of a record in words, act by act, for whoever may consult it."""

import re
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.journal.context import acting
from app.journal.sentences import pieces
from app.models import BulkEdit, ImportBatch, Organisation, Project, User
from tests import factories as make
from tests.support.client import Client
from tests.support.queries import counted


def words(page: Element | None) -> str:
    assert page is not None
    return " ".join(" ".join(page.itertext()).split()).replace("\u202f", " ").replace("\u00a0", " ")


def told(client: Client, address: str) -> str:
    assert client.get(address).status_code == 200
    return words(client.page).replace("« ", "«").replace(" »", "»")


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, title="La Halle partagée", region_code="32")


@pytest.fixture
def claire(session: Session) -> User:
    return make.a_user(session, name="Claire Martin")


def act(session: Session, person: User, origin: str = "page", route: str = "POST /essai") -> None:
    session.flush()
    acting(session, user_id=person.id, origin=origin, route=route)


def test_an_amount_raised_is_one_sentence(client: Client, session: Session, project: Project, claire: User) -> None:
    instalment = make.an_instalment(session, make.an_investment(session, project), "12000", label="Tranche 2")
    act(session, claire)
    instalment.amount_eur = Decimal(15000)
    session.flush()
    client.sign_in("lecteur")
    raised = "Claire Martin a porté le montant de la tranche «Tranche 2» de 12 000 € à 15 000 €"
    sentence = raised + r", le \d+(er)? \w+ \d{4} à \d\d h \d\d ?\."
    page = told(client, f"/projets/{project.code}/historique")
    assert re.search(sentence, page)
    own = told(client, f"/projets/{project.code}/historique/tranches/{instalment.id}")
    assert "Claire Martin a porté le montant de la tranche de 12 000 € à 15 000 €" in own


def test_a_milestone_moved_done_and_taken_away_keeps_its_history(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    milestone = make.a_milestone(session, project, title="Réunir l’alliance", due_on=date(2024, 5, 3))
    for column, day in (("due_on", date(2024, 6, 10)), ("done_on", date(2024, 6, 8))):
        act(session, claire)
        setattr(milestone, column, day)
    act(session, claire)
    session.delete(milestone)
    session.flush()
    client.sign_in("lecteur")
    page = told(client, f"/projets/{project.code}/historique")
    assert "a repoussé l’échéance du jalon «Réunir l’alliance» du 03/05/2024 au 10/06/2024" in page
    assert "a dit fait le jalon «Réunir l’alliance», le 08/06/2024" in page
    assert "Claire Martin a retiré le jalon «Réunir l’alliance»" in page
    assert "a retiré le jalon" in told(client, f"/projets/{project.code}/historique/jalons/{milestone.id}")


def test_codes_and_numbers_read_as_the_lists_say(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    organisation = make.an_organisation(session, name="Maison commune")
    partner = make.a_partner(session, project, organisation)
    milestone = make.a_milestone(session, project)
    act(session, claire)
    project.region_code, project.phase_code = "53", "emergence"
    partner.role_code = "porteur"
    milestone.partner_id = partner.id
    session.flush()
    client.sign_in("lecteur")
    page = told(client, f"/projets/{project.code}/historique")
    assert "Hauts-de-France → devient Bretagne" in page
    assert "vide → devient Émergence" in page
    assert "a modifié le partenaire «Maison commune»" in page
    assert re.search(r"Partenaire porteur|Rôle Partenaire → devient Porteur", page)
    assert "vide → devient Maison commune" in page


def test_an_import_names_its_file_and_where_it_is_undone(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    batch = make.keep(session, ImportBatch(file_name="suivi.xlsx", kind="jalons"))
    act(session, claire, "import", f"import {batch.id}")
    make.a_milestone(session, project, title="Venu du fichier")
    client.sign_in("lecteur")
    assert "par un import (suivi.xlsx)" in told(client, f"/projets/{project.code}/historique")
    client.sign_in("gestionnaire")
    client.get(f"/projets/{project.code}/historique")
    assert client.page is not None
    assert f"/imports/{batch.id}" in {link.get("href") for link in client.page.iter("a")}


def test_a_change_made_to_several_projects_leads_to_where_it_is_undone(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    act(session, claire, route="POST /projets/lot")
    project.phase_code = "emergence"
    edit = BulkEdit(act="phase", value={}, projects=2, journal_mark=0, applied_at=clock.now())
    number = make.keep(session, edit).id
    client.sign_in("gestionnaire")
    client.get(f"/projets/{project.code}/historique")
    assert client.page is not None
    assert f"/projets/lots/{number}" in {link.get("href") for link in client.page.iter("a")}


def test_what_one_act_did_is_told_together_and_pages_follow(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    for number in range(25):
        act(session, claire)
        make.a_milestone(session, project, title=f"Jalon {number:02} un")
        make.a_milestone(session, project, title=f"Jalon {number:02} deux")
    client.sign_in("lecteur")
    found, address = [], f"/projets/{project.code}/historique?objet=milestone"
    while address:
        page = told(client, address)
        found += re.findall(r"a ajouté le jalon «Jalon (\d\d) (un|deux)»", page)
        assert client.page is not None
        following = [link.get("href") for link in client.page.iter("a") if link.get("rel") == "next"]
        address = str(following[0]) if following else ""
    assert found == [(f"{n:02}", which) for n in reversed(range(25)) for which in ("un", "deux")]


def test_it_is_narrowed_to_a_person_a_field_and_a_record(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    paul = make.a_user(session, name="Paul Leroy")
    act(session, claire)
    project.need = "Un toit en Thiérache"
    act(session, paul)
    project.starts_on = date(2024, 2, 1)
    session.flush()
    client.sign_in("lecteur")
    here = f"/projets/{project.code}/historique"
    assert "Paul Leroy a repoussé le début du projet du 15/01/2024 au 01/02/2024" in told(
        client, f"{here}?champ=starts_on"
    )
    assert "Thiérache" not in told(client, f"{here}?champ=starts_on")
    assert "Thiérache" in told(client, f"{here}?personne={claire.id}")
    assert "Rien ne répond à ces filtres" in told(client, f"{here}?personne={claire.id}&champ=starts_on")


def test_a_long_text_shows_what_went_and_what_came(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    project.summary = (
        "Un lieu partagé où les habitants cuisinent ensemble, réparent, apprennent et se retrouvent le samedi."
    )
    act(session, claire)
    project.summary = project.summary.replace("le samedi", "chaque jour")
    session.flush()
    client.sign_in("lecteur")
    client.get(f"/projets/{project.code}/historique?champ=summary")
    assert client.page is not None
    changed = next(one for one in client.page.iter("details") if one.get("class") == "act-text")
    assert [words(one) for one in changed.iter("del")] == ["le samedi."]
    assert [words(one) for one in changed.iter("ins")] == ["chaque jour."]


@pytest.mark.parametrize(
    ("before", "after"), [("", "a b"), ("a b", ""), ("a b c", "a x c"), ("a", "a"), ("é « a »", "é a")]
)
def test_the_pieces_of_a_difference_give_both_texts_back(before: str, after: str) -> None:
    found = pieces(before, after)
    assert " ".join(t for kind, t in found if kind != "new").split() == before.split()
    assert " ".join(t for kind, t in found if kind != "gone").split() == after.split()


def test_an_organisation_and_a_campaign_have_theirs(
    client: Client, session: Session, project: Project, claire: User
) -> None:
    organisation: Organisation = make.an_organisation(session, name="Maison commune")
    act(session, claire)
    make.a_partner(session, project, organisation)
    campaign = make.a_campaign(session, project)
    respondent = make.a_respondent(session, campaign, make.a_partner(session, project))
    session.flush()
    client.sign_in("lecteur")
    page = told(client, f"/partenaires/{organisation.id}/historique")
    assert f"a ajouté le partenaire «Maison commune», projet {project.code}" in page
    assert "le répondant" not in told(client, f"/campagnes/{campaign.id}/historique")
    client.sign_in("evaluateur")
    assert respondent.id
    assert "a ajouté le répondant" in told(client, f"/campagnes/{campaign.id}/historique")


def test_a_record_of_another_project_is_not_read_from_here(client: Client, session: Session, project: Project) -> None:
    other = make.a_milestone(session, make.a_project(session), title="Ailleurs")
    client.sign_in("lecteur")
    here = f"/projets/{project.code}/historique"
    assert "Ailleurs" not in told(client, f"{here}/jalons/{other.id}")
    assert client.get(f"{here}/rien/{other.id}").status_code == 404


def test_queries_do_not_grow_with_acts(
    client: Client, session: Session, connection: Connection, project: Project, claire: User
) -> None:
    def some(count: int) -> None:
        for _ in range(count):
            act(session, claire)
            make.a_partner(session, project, contact_name="Ana")
            investment = make.an_investment(session, project)
            act(session, claire)
            make.an_instalment(session, investment, milestone_id=make.a_milestone(session, project).id)

    some(1)
    client.sign_in("lecteur")
    here = f"/projets/{project.code}/historique"
    client.get(here)
    with counted(connection) as few:
        client.get(here)
    some(15)
    with counted(connection) as many:
        client.get(here)
    assert len(many) <= len(few)
