"""One document: corrected, replaced, withdrawn, brought back; two people at once never lose anything."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.documents.queries import versions_of
from app.documents.routes import router
from app.models import Document, Project
from tests.app.documents.files import a_pdf
from tests.app.documents.situations import a_document
from tests.factories import a_milestone, a_partner, a_project, an_organisation
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, kept_form, opened_form
from tests.support.rights import assert_rights_are_needed

SECOND = a_pdf(b"<< /Second true >>")


def a_file(content: bytes = SECOND, name: str = "bilan 2.pdf") -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("fichier", (name, content, "application/pdf"))]


@pytest.fixture
def document(session: Session, project: Project) -> Document:
    return a_document(session, project)


@pytest.fixture
def one(document: Document, here: str) -> str:
    return f"{here}/{document.id}"


def test_a_new_version_comes_first_and_the_former_stays(
    client: Client, session: Session, document: Document, one: str
) -> None:
    client.sign_in()
    answer = client.post_form(f"{one}/versions", {"comment": "Signé"}, page=one, files=a_file())
    assert answer.headers["Location"] == one
    latest, former = versions_of(session, document.id)
    assert (latest.number, latest.file_name, latest.comment) == (2, "bilan 2.pdf", "Signé")
    assert client.get(f"{one}/fichier").content == SECOND
    assert client.get(f"{one}/versions/1/fichier").content == a_pdf()
    page = client.get(one).text
    for part in ("bilan.pdf", "bilan 2.pdf", "Signé", latest.sha256.hex(), former.sha256.hex()):
        assert part in page


def test_the_same_file_again_is_no_version(client: Client, session: Session, document: Document, one: str) -> None:
    client.sign_in()
    answer = client.post_form(f"{one}/versions", page=one, files=a_file(a_pdf()))
    assert answer.status_code == 422
    assert "le même fichier que la version 1" in answer.text
    assert len(versions_of(session, document.id)) == 1


def test_two_who_replace_at_once_are_told_and_lose_nothing(
    client: Client, session: Session, document: Document, one: str
) -> None:
    client.sign_in()
    opened = {"version": str(document.version), "comment": "Le mien"}
    client.post_form(f"{one}/versions", page=one, files=a_file(name="le leur.pdf"))
    answer = client.post_form(f"{one}/versions", opened, files=a_file(a_pdf(b"<< /Mine true >>"), "le mien.pdf"))
    assert answer.status_code == 409
    for part in ("sa version actuelle est la 2", "le leur.pdf", 'value="Le mien"'):
        assert part in answer.text
    assert [each.file_name for each in versions_of(session, document.id)] == ["le leur.pdf", "bilan.pdf"]
    again = client.post_form(f"{one}/versions", kept_form(client, f"{one}/versions"), files=a_file(a_pdf(b"<<>>")))
    assert again.status_code == 303
    assert len(versions_of(session, document.id)) == 3


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.pdf", b"")])
def test_a_version_is_checked_like_a_first_file(
    client: Client, session: Session, document: Document, one: str, name: str, content: bytes
) -> None:
    client.sign_in()
    answer = client.post_form(f"{one}/versions", {"comment": "Gardé"}, page=one, files=a_file(content, name))
    assert answer.status_code == 422
    assert 'value="Gardé"' in answer.text
    assert len(versions_of(session, document.id)) == 1


def test_what_is_said_of_it_is_corrected(
    client: Client, session: Session, project: Project, document: Document, one: str
) -> None:
    partner = an_organisation(session, name="Mairie de Cassel")
    a_partner(session, project, partner)
    client.sign_in()
    typed = {"title": "Charte", "kind": "charte", "about": f"organisation-{partner.id}", "dated_on": "1/2/2026"}
    assert client.post_form(f"{one}/modifier", typed, page=f"{one}/modifier").status_code == 303
    session.refresh(document)
    assert (document.title, document.kind, document.organisation_id) == ("Charte", "charte", partner.id)
    assert "Organisation\u00a0: Mairie de Cassel" in client.get(one).text


def test_two_tabs_never_overwrite_silently(client: Client, document: Document, one: str) -> None:
    client.sign_in()
    address = f"{one}/modifier"
    mine = opened_form(client, address) | {"title": ["Le mien"]}
    client.post_form(address, {"title": "Le leur"}, page=address)
    assert client.post(address, data=mine).status_code == 409
    assert conflict_rows(client)["Intitulé changé des deux côtés"] == ["Le mien", "Le leur", "Bilan"]


def test_a_document_is_withdrawn_with_a_reason_and_comes_back(
    client: Client, session: Session, document: Document, one: str, here: str
) -> None:
    client.sign_in()
    assert client.post_form(f"{one}/retrait", {"reason": " "}, page=one).status_code == 422
    client.post_form(f"{one}/retrait", {"reason": "En double"}, page=one)
    session.refresh(document)
    assert document.withdrawn_at is not None
    client.get(here)  # the message that it was done
    assert "Bilan" not in client.get(here).text
    assert "Bilan" in client.get(f"{here}?etat=retires").text
    page = client.get(one).text
    assert "En double" in page
    assert f"{one}/versions/1/fichier" in page
    assert client.post_form(f"{one}/versions", {"version": str(document.version)}, files=a_file()).status_code == 422
    client.post_form(f"{one}/retour", page=one)
    assert "Bilan" in client.get(here).text


def test_a_document_of_another_project_does_not_exist_here(
    client: Client, session: Session, document: Document, here: str
) -> None:
    foreign = a_document(session, a_project(session))
    client.sign_in()
    missing = client.get(f"{here}/{document.id + 1000}").text
    for end in ("", "/fichier", "/modifier", "/versions/1/fichier"):
        assert client.get(f"{here}/{foreign.id}{end}").status_code == 404
    assert client.get(f"{here}/{foreign.id}").text.count("n’existe pas") == missing.count("n’existe pas")
    for end in ("modifier", "versions", "retrait", "retour"):
        assert client.post_form(f"{here}/{foreign.id}/{end}").status_code == 404
    for number in ("0", "2", "99999999999999"):
        assert client.get(f"{here}/{document.id}/versions/{number}/fichier").status_code == 404


def test_the_database_keeps_what_it_is_about_within_its_project(session: Session, document: Document) -> None:
    stranger = a_milestone(session, a_project(session))
    for values, name in (
        ({"milestone_id": stranger.id}, "ck_document_about_project"),
        ({"kind": "autre chose"}, "ck_document_kind"),
        ({"withdrawal_reason": "x"}, "ck_document_withdrawal"),
    ):
        ((column, value),) = values.items()
        with pytest.raises(IntegrityError) as refusal, session.begin_nested():
            session.execute(text(f"UPDATE document SET {column} = :value"), {"value": value})
        assert refusal.value.orig.diag.constraint_name == name  # type: ignore[union-attr]


def test_a_milestone_gone_leaves_its_evidence(session: Session, project: Project) -> None:
    milestone = a_milestone(session, project)
    document = a_document(session, project, about=None)
    document.milestone_id = milestone.id
    session.flush()
    session.delete(milestone)
    session.flush()
    session.refresh(document)
    assert document.milestone_id is None
    assert session.scalar(select(Document.id).where(Document.id == document.id))


def test_each_page_asks_for_its_right(
    client: Client, project: Project, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"code": project.code, "document_id": document.id, "number": 1}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_a_reader_sees_no_way_to_change_anything(client: Client, one: str, here: str) -> None:
    client.sign_in("lecteur")
    for page in (client.get(one).text, client.get(here).text):
        for part in ("Modifier", "Nouvelle version", "Retirer", "Ajouter"):
            assert part not in page
    assert client.get(f"{one}/fichier").status_code == 200


def test_a_funder_sees_none(client: Client, one: str, here: str) -> None:
    client.sign_in("financeur")
    for address in ("/documents", here, one, f"{one}/fichier"):
        assert client.get(address).status_code == 403
