"""The journal read by people: who, when, what record, from what to what; never a secret, never what one may not see."""

import csv
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree.ElementTree import Element

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.exchanges.journal.routes import router as taken_away
from app.journal.context import acting, because
from app.journal.routes import router
from app.models import Project
from app.projects.service import move_status
from tests import factories as make
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed


def words(page: Element | None) -> str:
    assert page is not None
    return " ".join(" ".join(page.itertext()).split()).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, title="La Halle partagée")


def test_an_amount_changed_reads_in_french(client: Client, session: Session, project: Project) -> None:
    claire = client.sign_in("admin")
    investment = make.an_investment(session, project, "12000")
    acting(session, user_id=claire.id, origin="page", route="POST /essai")
    investment.amount_eur = Decimal(15000)
    because(session, "avenant n° 1")
    client.get("/journal?objet=investment&action=update")
    told = words(client.page)
    assert "Montant 12 000 € → devient 15 000 €" in told
    assert claire.name in told
    assert "Motif : avenant n° 1" in told
    assert "page du site" in told


def test_a_form_sent_is_put_down_to_whoever_sent_it(client: Client, session: Session, project: Project) -> None:
    person = client.sign_in("gestionnaire")
    here = f"/projets/{project.code}/modifier"
    assert client.post_form(here, {"title": "La Halle reprise"}, page=here).status_code == 303
    row = session.execute(text(
        "SELECT user_id, origin, route, request_id <> '' FROM journal_transaction WHERE id ="
        " (SELECT transaction_id FROM journal_change WHERE table_name = 'project' AND action = 'update'"
        "  ORDER BY id DESC LIMIT 1)")).one_or_none()  # fmt: skip
    assert row is not None
    assert tuple(row) == (person.id, "page", "POST /projets/{code}/modifier", True)


def test_the_filters_keep_what_they_say(client: Client, session: Session, project: Project) -> None:
    admin = client.sign_in("admin")
    acting(session, user_id=admin.id, origin="api", route="PUT /api/v1/essai")
    make.a_milestone(session, project, title="Réunir l’alliance")
    acting(session, user_id=None, origin="job", route="essai")
    make.an_organisation(session, name="Autre maison")
    for query, kept, left in (
        ("origine=api", "Réunir l’alliance", "Autre maison"),
        ("origine=job", "Autre maison", "Réunir l’alliance"),
        (f"personne={admin.id}", "Réunir l’alliance", "Autre maison"),
        (f"projet={project.code}", "Réunir l’alliance", "Autre maison"),
        ("objet=organisation", "Autre maison", "Réunir l’alliance"),
    ):
        client.get(f"/journal?{query}")
        assert kept in words(client.page), query
        assert left not in words(client.page), query
    client.get("/journal?du=01/01/2020&au=02/01/2020")
    assert "Rien dans le journal" in words(client.page)
    assert client.get("/journal?du=demain").status_code == 200
    assert "demain" in words(client.page)


def test_the_reason_of_a_step_back_is_that_of_the_act(client: Client, session: Session, project: Project) -> None:
    move_status(session, project, to="abandonne", reason="pièces manquantes", user=None, today=date(2024, 5, 1))
    client.sign_in("lecteur")
    client.get(f"/projets/{project.code}/historique")
    assert "Motif : pièces manquantes" in words(client.page)


def test_a_page_follows_another_without_loss(client: Client, session: Session, project: Project) -> None:
    client.sign_in("admin")
    for n in range(120):
        make.a_milestone(session, project, title=f"Jalon numéro {n:03}")
    found: list[str] = []
    address = "/journal?objet=milestone"
    while address:
        client.get(address)
        page = client.page
        assert page is not None
        found += re.findall(r"Jalon numéro (\d{3}) ODD17", words(page))
        following = [a.get("href") for a in page.iter() if a.get("rel") == "next"]
        address = following[0] or "" if following else ""
    assert sorted(found) == [f"{n:03}" for n in range(120)]


def test_the_history_of_a_project_is_all_that_touches_it(client: Client, session: Session, project: Project) -> None:
    investment = make.an_investment(session, project)
    make.an_instalment(session, investment, "5000", label="Premier versement")
    make.a_milestone(session, make.a_project(session), title="Ailleurs")
    client.sign_in("lecteur")
    client.get(f"/projets/{project.code}/historique")
    told = words(client.page)
    assert "Premier versement" in told
    assert "Ailleurs" not in told


def test_what_a_partner_answered_is_told_to_those_who_evaluate_only(
    client: Client, session: Session, project: Project
) -> None:
    campaign = make.a_campaign(session, project)
    respondent = make.a_respondent(session, campaign, make.a_partner(session, project))
    make.answers(session, respondent, "observed", Q1=3)
    here = f"/projets/{project.code}/historique"
    client.sign_in("lecteur")
    client.get(here)
    assert "a ajouté la réponse" not in words(client.page)
    client.sign_in("evaluateur")
    client.get(here)
    assert "a ajouté la réponse" in words(client.page)


def test_no_secret_is_written_and_a_password_changed_shows(client: Client, session: Session) -> None:
    person = make.a_user(session, "lecteur")
    person.password_hash = "$argon2id$canari"
    session.flush()
    everything = session.scalar(text("SELECT string_agg(concat(before, after), ' ') FROM journal_change"))
    assert "canari" not in everything
    client.sign_in("admin")
    client.get(f"/comptes/{person.id}/historique")
    assert "Mot de passe vide → devient secret, non conservé" in words(client.page)


def test_each_record_has_its_history(client: Client, session: Session, project: Project) -> None:
    organisation = make.an_organisation(session, name="Maison commune")
    campaign = make.a_campaign(session, project)
    client.sign_in("admin")
    for address, told in (
        (f"/partenaires/{organisation.id}/historique", "Maison commune"),
        (f"/campagnes/{campaign.id}/historique", "Campagne d’évaluation"),
    ):
        assert client.get(address).status_code == 200
        assert told in words(client.page)
    assert client.get("/partenaires/999999/historique").status_code == 404
    assert client.get("/projets/ODD17-1999-001/historique").status_code == 404


def test_the_chain_is_checked_on_the_page(client: Client, session: Session) -> None:
    make.an_organisation(session)
    client.sign_in("admin")
    client.get("/journal")
    client.post_form("/journal/verification")
    assert "Le journal est entier" in words(client.page)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_taken_away_and_that_is_written(kind: str, client: Client, session: Session, project: Project) -> None:
    client.sign_in("admin")
    project.title = "=1+1 piège"
    session.flush()
    client.get("/journal")
    answer = client.post_form("/journal/export", {"format": kind, "projet": project.code})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        assert answer.content.startswith("\ufeff".encode())
        lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    else:
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet is not None
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        lines = [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]
    assert lines[0][:3] == ["Ligne", "Acte", "Date"]
    changed = [line for line in lines if line[12] == "Titre" and line[8] == "modification"]
    assert changed[0][13:] == ["La Halle partagée", "'=1+1 piège" if kind == "csv" else "=1+1 piège"]
    assert {line[11] for line in lines[1:]} == {project.code}
    client.get("/journal?objet=journal")
    assert "fait noté Journal" in words(client.page)


def test_queries_do_not_grow_with_lines(
    client: Client, session: Session, connection: Connection, project: Project
) -> None:
    client.sign_in("admin")
    client.get("/journal")
    with counted(connection) as few:
        client.get("/journal")
    for n in range(40):
        organisation = make.an_organisation(session, name=f"Maison {n}")
        make.a_partner(session, project, organisation, contact_name=f"Personne {n}")
    with counted(connection) as many:
        client.get("/journal")
    assert len(many) <= len(few) + 2  # persons and organisations to be named, once each


def test_rights_are_needed(client: Client, session: Session, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = make.a_campaign(session, project, held_on=date(2024, 5, 1))
    values = {
        "code": project.code,
        "organisation_id": make.an_organisation(session).id,
        "campaign_id": campaign.id,
        "user_id": make.a_user(session, "lecteur").id,
        "kind": "jalons",
        "number": make.a_milestone(session, project).id,
    }
    assert_rights_are_needed(client, [*router.routes, *taken_away.routes], values, monkeypatch)


@pytest.mark.parametrize(("made", "shown", "folded"), [(4, 4, 0), (7, 2, 5)])
def test_many_records_added_at_once_unfold(
    client: Client, session: Session, project: Project, made: int, shown: int, folded: int
) -> None:
    admin = client.sign_in("admin")
    acting(session, user_id=admin.id, origin="api", route="essai")
    for number in range(made):
        make.a_milestone(session, project, title=f"Étape {number}")
    client.get("/journal?objet=milestone&action=insert")
    assert client.page is not None
    act = client.page.findall(".//ol[@class='acts']/li/ul")[0]
    lines = [line for line in act.findall("li") if "Étape" in words(line) and line.find("details/ul") is None]
    unfolding = act.findall("li/details/ul")
    assert len(lines) == shown
    assert sum(len(fold.findall("li")) for fold in unfolding) == folded
    assert (f"et {folded} autres ajouts" in words(act)) is bool(folded)
    assert all(f"Étape {number}" in words(act) for number in range(made))
