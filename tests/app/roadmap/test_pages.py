"""The pages of the roadmap: what they show, what they keep when something is wrong, who may open them."""

from datetime import date

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.models import Investment, RoadmapEvidence, RoadmapMove, roadmap_project
from app.roadmap.evidence import add_evidence
from app.roadmap.routes import router
from app.roadmap.ties import link_project
from tests.app.documents.situations import a_document
from tests.app.roadmap.measures import a_tied_investment, a_tied_project, measure
from tests.factories import a_project, an_investment
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed

HERE = "/feuille-de-route"
ONE = f"{HERE}/mesures/7"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_reader_sees_the_roadmap_and_changes_nothing(client: Client, session: Session) -> None:
    a_tied_project(session, 7, 8)
    client.sign_in("lecteur")
    page = plain(client.get(HERE).text)
    assert "Mesure 7 – titre à saisir" in page
    assert "ne s’additionnent pas" in page
    assert "10 000 € engagés, 4 000 € versés" in page
    assert "Coller les titres" not in page
    detail = client.get(ONE).text
    assert "Changer le statut" not in detail
    assert "Retirer" not in detail


def test_titles_are_pasted_seen_then_written(client: Client, session: Session) -> None:
    measure(session, 2, title="Ancien titre")
    client.sign_in()
    pasted = "Soutenir\n7. Un titre\n2. Autre titre"
    page = client.post_form(f"{HERE}/titres/apercu", {"text": pasted}, page=f"{HERE}/titres").text
    assert "titre remplacé" in page
    assert "Ancien titre" in page
    session.expire_all()
    assert measure(session, 7).title == ""
    answer = client.post_form(f"{HERE}/titres", {"text": pasted, "seen": "2:2 7:1"})
    assert answer.status_code == 303
    session.expire_all()
    assert [(measure(session, n).title, measure(session, n).chantier) for n in (2, 7)] == [
        ("Autre titre", "soutenir"), ("Un titre", "soutenir"),
    ]  # fmt: skip


def test_the_same_preview_is_asked_again_with_other_words(client: Client, session: Session) -> None:
    client.sign_in()
    for text in ("7. Un", "7. Deux"):
        page = client.post_form(f"{HERE}/titres/apercu", {"text": text}, page=f"{HERE}/titres")
        assert (page.status_code, text[3:] in page.text) == (200, True)


def test_lines_that_do_not_read_write_nothing(client: Client, session: Session) -> None:
    client.sign_in()
    answer = client.post_form(f"{HERE}/titres", {"text": "7. Un titre\nsans numéro", "seen": "7:1"})
    assert answer.status_code == 422
    assert "sans numéro" in answer.text
    session.expire_all()
    assert measure(session, 7).title == ""


def test_a_preview_too_old_is_refused_and_drawn_again(client: Client, session: Session) -> None:
    measure(session, 7, title="Saisi entre-temps")
    client.sign_in()
    answer = client.post_form(f"{HERE}/titres", {"text": "7. Un titre", "seen": "7:1"})
    assert answer.status_code == 422
    assert "La mesure 7 a changé entre-temps" in answer.text
    assert "Saisi entre-temps" in answer.text


def test_a_measure_is_described_then_moved(client: Client, session: Session) -> None:
    client.sign_in()
    typed = {"title": "Un titre", "chantier": "eduquer", "target": "Des écoles", "target_value": "12,5"}
    typed |= {"target_unit": "écoles", "target_on": "31/12/2027"}
    client.post_form(f"{ONE}/modifier", typed, page=f"{ONE}/modifier")
    moved = {"status": "en_cours", "dated_on": "01/02/2026", "reason": "Premier comité."}
    client.post_form(f"{ONE}/statut", moved, page=f"{ONE}/statut")
    page = plain(client.get(ONE).text)
    for part in (
        "Un titre",
        "Éduquer",
        "12,5 écoles",
        "31/12/2027",
        "Premier comité.",
        "De « À lancer » à « En cours »",
    ):
        assert part in page
    assert session.scalars(select(RoadmapMove.dated_on)).all() == [date(2026, 2, 1)]


def test_faults_keep_what_was_typed(client: Client, session: Session) -> None:
    client.sign_in()
    answer = client.post_form(f"{ONE}/modifier", {"title": "Mon titre", "target_unit": "lieux"}, page=f"{ONE}/modifier")
    assert answer.status_code == 422
    assert "Écrivez le chiffre visé" in answer.text
    assert "Mon titre" in answer.text
    moved = {"status": "a_lancer", "reason": "Mon motif"}
    answer = client.post_form(f"{ONE}/statut", moved, page=f"{ONE}/statut")
    assert (answer.status_code, "Mon motif" in answer.text) == (422, True)
    assert client.post_form(f"{ONE}/preuves/nouvelle", {"sentence": ""}).status_code == 422


def test_two_tabs_never_overwrite_silently(client: Client, session: Session) -> None:
    client.sign_in()
    client.post_form(f"{ONE}/modifier", {"title": "Premier"}, page=f"{ONE}/modifier")
    answer = client.post_form(f"{ONE}/modifier", {"title": "Second", "version": "1"})
    assert answer.status_code == 409
    assert "Premier" in answer.text
    moved = {"status": "en_cours", "dated_on": "01/02/2026", "reason": "x", "version": "1"}
    assert client.post_form(f"{ONE}/statut", moved).status_code == 409


def test_evidence_is_added_corrected_and_removed(client: Client, session: Session) -> None:
    project = a_tied_project(session, 7)
    document = a_document(session, project, title="Compte rendu")
    client.sign_in()
    typed = {"sentence": "Douze lieux ouverts.", "dated_on": "01/03/2026", "source": "https://exemple.fr/lieux"}
    client.post_form(
        f"{ONE}/preuves/nouvelle", typed | {"document_id": str(document.id)}, page=f"{ONE}/preuves/nouvelle"
    )
    page = client.get(ONE).text
    for part in ("Douze lieux ouverts.", 'href="https://exemple.fr/lieux"', "Compte rendu"):
        assert part in page
    own = f"{ONE}/preuves/{session.scalars(select(RoadmapEvidence.id)).one()}"
    client.post_form(own, {"sentence": "Treize lieux ouverts."}, page=own)
    assert "Treize lieux ouverts." in client.get(ONE).text
    client.post_form(f"{own}/suppression", page=own)
    assert session.scalars(select(RoadmapEvidence.id)).all() == []


def test_a_source_that_is_no_web_address_is_no_link(client: Client, session: Session) -> None:
    given = {"dated_on": date(2026, 1, 1), "sentence": "Constat.", "user": None, "today": date(2026, 2, 1)}
    add_evidence(session, measure(session), source="javascript:alert(1)", **given)
    client.sign_in("lecteur")
    assert 'href="javascript' not in client.get(ONE).text


def test_projects_and_investments_are_found_and_linked_from_the_measure(client: Client, session: Session) -> None:
    project = a_project(session, title="Jardin des rives")
    investment = an_investment(session, project, purpose="Serre commune")
    client.sign_in()
    search = f"{ONE}/rattacher?q=jardin"
    assert "Serre commune" in client.get(search).text
    client.post_form(f"{ONE}/projets/{project.code}", page=search)
    client.post_form(f"{ONE}/investissements/{investment.id}", page=search)
    assert client.get(search).text.count("déjà rattaché") == 2
    client.post_form(f"{ONE}/projets/{project.code}/retrait", page=ONE)
    client.post_form(f"{ONE}/investissements/{investment.id}/retrait", page=ONE)
    assert "Jardin des rives" not in client.get(ONE).text


def test_they_are_linked_from_the_project_and_told_on_its_pages(client: Client, session: Session) -> None:
    project = a_project(session)
    investment = an_investment(session, project)
    client.sign_in()
    here = f"/projets/{project.code}/feuille-de-route"
    client.post_form(here, {"what": "projet", "number": "7"}, page=here)
    client.post_form(here, {"what": str(investment.id), "number": "9"}, page=here)
    for address in (here, f"/projets/{project.code}", f"/projets/{project.code}/investissements"):
        page = plain(client.get(address).text)
        assert "Mesure 7 – titre à saisir" in page
        assert "Mesure 9 – titre à saisir" in page
    answer = client.post_form(f"{ONE}/projets/{project.code}/retrait", {"projet": project.code})
    assert answer.headers["Location"] == here


def test_an_investment_of_another_project_is_not_offered(client: Client, session: Session) -> None:
    project, other = a_project(session), an_investment(session, a_project(session))
    client.sign_in()
    here = f"/projets/{project.code}/feuille-de-route"
    assert client.post_form(here, {"what": str(other.id), "number": "7"}).status_code == 422
    assert client.post_form(here, {"what": "projet", "number": "22"}).status_code == 422


@pytest.mark.parametrize("address", ["/mesures/22", "/mesures/99999999999999999999", "/mesures/7/preuves/1"])
def test_what_does_not_exist_is_a_page_not_found(client: Client, session: Session, address: str) -> None:
    client.sign_in()
    assert client.get(f"{HERE}{address}").status_code == 404


def test_each_page_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    investment = a_tied_investment(session, 7)
    given = {"dated_on": date(2026, 1, 1), "sentence": "Constat.", "user": None, "today": date(2026, 2, 1)}
    evidence = add_evidence(session, measure(session), **given)
    project = a_project(session)
    values = {"number": 7, "evidence_id": evidence.id, "investment_id": investment.id}
    assert_rights_are_needed(client, router.routes, values | {"code": project.code}, monkeypatch)


def test_queries_do_not_grow_with_what_is_linked(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()
    pages = (HERE, ONE, f"{ONE}/rattacher?q=projet")
    counts = []
    for size in (1, 12):
        for _ in range(size):
            project = a_tied_project(session, 7, 8)
            link_project(session, measure(session, 9), project)
            given = {"dated_on": date(2026, 1, 1), "sentence": "Constat.", "user": None, "today": date(2026, 2, 1)}
            add_evidence(session, measure(session), **given)
        session.commit()
        for page in pages:
            with counted(connection) as statements:
                client.get(page)
            counts.append(len(statements))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 12
    assert len(session.execute(select(roadmap_project)).all()) == 39
    assert len(session.scalars(select(Investment.id)).all()) == 13


def test_the_journal_names_the_measure_a_project_is_linked_to(client: Client, session: Session) -> None:
    project = a_project(session, title="Jardin des rives")
    measure(session, 7, title="Un titre")
    client.sign_in("admin")
    client.post_form(f"{ONE}/projets/{project.code}")
    moved = {"status": "en_cours", "dated_on": "01/02/2026", "reason": "Premier comité."}
    client.post_form(f"{ONE}/statut", moved, page=f"{ONE}/statut")
    page = plain(client.get("/journal").text)
    for part in ("Projet rattaché à une mesure", "Premier comité.", "En cours"):
        assert part in page
