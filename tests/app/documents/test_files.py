"""The file as it leaves: whole or not at all, never shown by the browser, never run."""

import pytest
from sqlalchemy.orm import Session

from app.documents import storage
from app.documents.queries import current_version
from app.models import Document, Project
from tests.app.documents.files import a_pdf
from tests.app.documents.situations import a_document
from tests.support.client import Client

NAME = "Été; « bilan ».pdf"


@pytest.fixture
def document(session: Session, project: Project) -> Document:
    return a_document(session, project, name=NAME)


@pytest.fixture
def file(document: Document, here: str) -> str:
    return f"{here}/{document.id}/fichier"


def test_it_leaves_as_an_attachment_in_a_sandbox(
    client: Client, session: Session, document: Document, file: str
) -> None:
    client.sign_in("lecteur")
    answer = client.get(file)
    digest = current_version(session, document.id).sha256.hex()
    expected = {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(a_pdf())),
        "Content-Disposition": 'attachment; filename="Ete_  bilan .pdf"; '
        "filename*=UTF-8''%C3%89t%C3%A9%3B%20%C2%AB%20bilan%20%C2%BB.pdf",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cache-Control": "no-store",
        "ETag": f'"{digest}"',
    }
    assert {name: answer.headers.get(name) for name in expected} == expected
    assert answer.content == a_pdf()


def test_its_head_says_the_same_without_the_file(client: Client, file: str) -> None:
    client.sign_in("lecteur")
    whole, head = client.get(file), client.head(file)
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "Content-Disposition", "Content-Security-Policy", "ETag"):
        assert head.headers[name] == whole.headers[name]
    client.sign_out()
    assert client.head(file).status_code == 303


def test_a_program_that_has_it_already_is_told_so(client: Client, file: str) -> None:
    client.sign_in("lecteur")
    tag = client.get(file).headers["ETag"]
    assert client.get(file, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(file, headers={"If-None-Match": '"autre"'}).status_code == 200


def test_a_text_says_its_charset(client: Client, session: Session, project: Project, here: str) -> None:
    client.sign_in("lecteur")
    for content, charset in (("Été".encode(), "utf-8"), ("Été".encode("cp1252"), "windows-1252")):
        own = a_document(session, project, name="note.txt", content=content)
        answer = client.get(f"{here}/{own.id}/fichier")
        assert answer.headers["Content-Type"] == f"text/plain; charset={charset}"
        assert answer.content == content


@pytest.mark.parametrize("harm", ["altered", "cut", "gone", "unreadable"])
def test_a_file_that_is_not_what_was_kept_does_not_leave(
    client: Client, session: Session, document: Document, file: str, harm: str
) -> None:
    path = storage.path_of(current_version(session, document.id).sha256)
    content = path.read_bytes()
    if harm == "altered":
        path.write_bytes(content[:-1] + b"X")
    elif harm == "cut":
        path.write_bytes(content[:10])
    else:
        path.unlink()
    if harm == "unreadable":
        path.mkdir()
    client.sign_in("lecteur")
    answer = client.get(file)
    assert answer.status_code == 410
    assert "manque ou a été altéré" in answer.text
    assert "Content-Disposition" not in answer.headers


def test_no_file_is_served_by_its_digest(client: Client, session: Session, document: Document) -> None:
    client.sign_in("admin")
    name = current_version(session, document.id).sha256.hex()
    for address in (
        f"/static/{name}",
        f"/static/../documents/{name}",
        f"/documents/{name}",
        f"/{name[:2]}/{name[2:4]}/{name}",
    ):
        assert client.get(address).status_code == 404
