"""Documents read by a program: the list of the pages, one with its versions, its files as they came."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.documents import service, storage
from app.documents.queries import current_version
from app.models import Document, Project, Role
from app.models.user import Scope
from tests import factories as make
from tests.app.documents.files import a_pdf
from tests.app.documents.situations import a_document, an_arrival
from tests.support.api import bearer, faults_of, read, refused
from tests.support.client import Client

ROOT = "/api/v1"
SECOND = a_pdf(b"<< /Titre (deux) >>")


@pytest.fixture
def project(session: Session, outbox: Path) -> Project:
    return make.a_project(session, code="ODD17-2026-014")


@pytest.fixture
def document(session: Session, project: Project) -> Document:
    """In two versions, and its note."""
    made = a_document(session, project, title="Convention", kind="convention", note="Signée à Redon", user=None)
    service.add_version(session, made, arrival=an_arrival("avenant.pdf", SECOND), comment="Avenant", user=None)
    session.commit()
    return made


@pytest.fixture
def headers(session: Session) -> dict[str, str]:
    return bearer(session)


def test_the_list_is_that_of_the_pages(
    client: Client, session: Session, project: Project, document: Document, headers: dict[str, str]
) -> None:
    other = a_document(session, make.a_project(session), title="Bilan", kind="rapport")
    session.commit()
    found = read(client, "/documents", headers)
    assert [one["id"] for one in found["documents"]] == [other.id, document.id]
    assert (found["total"], found["next"]) == (2, None)
    line = found["documents"][1]
    assert {name: line[name] for name in ("project", "kind", "title", "version", "file_name", "size_bytes")} == {
        "project": project.code,
        "kind": "convention",
        "title": "Convention",
        "version": 2,
        "file_name": "avenant.pdf",
        "size_bytes": len(SECOND),
    }
    own = read(client, f"/projects/{project.code}/documents", headers)
    assert [one["id"] for one in own["documents"]] == [document.id]


def test_it_is_filtered_and_read_page_by_page(
    client: Client, session: Session, project: Project, document: Document, headers: dict[str, str]
) -> None:
    other = a_document(session, project, title="Bilan", kind="rapport")
    session.commit()
    first = read(client, "/documents?limit=1", headers)
    second = read(client, f"/documents?limit=1&after={first['next']}", headers)
    assert [one["id"] for page in (first, second) for one in page["documents"]] == [other.id, document.id]
    assert second["next"] is None
    for query, expected in (("q=redon", document), ("genre=rapport", other), ("q=avenant", document)):
        found = read(client, f"/documents?{query}", headers)
        assert ([one["id"] for one in found["documents"]], found["total"]) == ([expected.id], 1), query


@pytest.mark.parametrize(("query", "name"), [("genre=lettre", "genre"), ("after=x", "after"), ("kind=rapport", "kind")])
def test_a_mistyped_parameter_is_named(client: Client, headers: dict[str, str], query: str, name: str) -> None:
    assert list(faults_of(client.get(f"{ROOT}/documents?{query}", headers=headers))) == [name]


def test_one_withdrawn_leaves_the_list_and_says_so(
    client: Client, session: Session, document: Document, headers: dict[str, str]
) -> None:
    service.withdraw(session, document, reason="Erreur", user=None, now=datetime(2026, 11, 20, 9, tzinfo=UTC))
    session.commit()
    assert read(client, "/documents", headers)["documents"] == []
    assert [one["id"] for one in read(client, "/documents?etat=retires", headers)["documents"]] == [document.id]
    assert read(client, f"/documents/{document.id}", headers)["withdrawn_at"] == "2026-11-20T09:00:00Z"


def test_one_is_told_with_its_versions_and_names_nobody(
    client: Client, session: Session, project: Project, headers: dict[str, str]
) -> None:
    user = make.a_user(session, name="Aminata Le Goff")
    made = a_document(session, project, user=user, note="Deux pages")
    session.commit()
    answer = client.get(f"{ROOT}/documents/{made.id}", headers=headers)
    content = answer.json()
    assert answer.headers["ETag"] == f'"{made.version}"'
    assert (content["note"], content["version"]) == ("Deux pages", 1)
    (version,) = content["versions"]
    assert version["sha256"] == current_version(session, made.id).sha256.hex()
    assert (version["number"], version["media_type"], version["size_bytes"]) == (1, "application/pdf", len(a_pdf()))
    assert "Aminata" not in answer.text


def test_the_files_come_as_they_were_and_as_attachments(
    client: Client, document: Document, headers: dict[str, str]
) -> None:
    for address, content in (("file", SECOND), ("versions/2/file", SECOND), ("versions/1/file", a_pdf())):
        answer = client.get(f"{ROOT}/documents/{document.id}/{address}", headers=headers)
        assert (answer.status_code, answer.content) == (200, content), address
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        again = client.get(answer.url.path, headers=headers | {"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["documents/999999", "documents/999999/file", "projects/ODD17-2099-999/documents"])
def test_what_is_not_there_is_said(client: Client, headers: dict[str, str], address: str, outbox: Path) -> None:
    assert refused(client.get(f"{ROOT}/{address}", headers=headers)) == (404, "not-found")


def test_a_version_that_is_not_there_is_said(client: Client, document: Document, headers: dict[str, str]) -> None:
    assert refused(client.get(f"{ROOT}/documents/{document.id}/versions/3/file", headers=headers))[0] == 404


def test_a_file_altered_on_the_disk_is_not_handed_over(
    client: Client, session: Session, document: Document, headers: dict[str, str]
) -> None:
    storage.path_of(current_version(session, document.id).sha256).write_bytes(b"autre chose")
    answer = client.get(f"{ROOT}/documents/{document.id}/file", headers=headers)
    assert refused(answer) == (410, "gone")
    assert b"autre chose" not in answer.content


def test_reading_projects_does_not_open_their_documents(client: Client, session: Session, document: Document) -> None:
    others = bearer(session, Role.ADMIN, scopes=[one for one in Scope if one is not Scope.DOCUMENTS_READ])
    for address in ("", f"/{document.id}", f"/{document.id}/file", f"/{document.id}/versions/1/file"):
        answer = client.get(f"{ROOT}/documents{address}", headers=others)
        assert refused(answer) == (403, "insufficient-scope"), address
