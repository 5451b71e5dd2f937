"""The doctor reads every document again, and never calls good what it could not read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.doctor.documents import document_files, document_folder
from app.doctor.finding import State
from app.documents import service, storage
from app.documents.queries import current_version
from app.models import Document, Project
from tests.app.documents.files import a_pdf
from tests.app.documents.situations import a_document, an_arrival


@pytest.fixture
def document(session: Session, project: Project) -> Document:
    return a_document(session, project)


@pytest.fixture
def file(session: Session, document: Document) -> Path:
    return storage.path_of(current_version(session, document.id).sha256)


def test_whole_documents_are_good_and_the_time_is_told(session: Session, project: Project, document: Document) -> None:
    a_document(session, project)  # the same content
    service.add_version(session, document, arrival=an_arrival(content=a_pdf(b"<<>>")), comment="", user=None)
    finding = document_files(session)
    assert finding.state is State.GOOD
    assert finding.sentence.startswith("2\u00a0fichiers relus en entier (1\u00a0Ko, ")
    assert document_folder(session).state is State.GOOD


def test_no_document_at_all_is_said(session: Session) -> None:
    assert document_files(session).sentence == "Aucun document n’est gardé."
    assert document_folder(session).state is State.GOOD


def alter(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def make_unreadable(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (alter, "a été altéré"),
        (cut, "n’a pas la taille attendue"),
        (Path.unlink, "manque"),
        (make_unreadable, "n’a pas pu être lu"),
    ],
)
def test_a_lost_file_is_named(
    session: Session, project: Project, document: Document, file: Path, harm: Callable[[Path], None], words: str
) -> None:
    harm(file)
    finding = document_files(session)
    assert finding.state is State.FAULT
    assert finding.sentence == (
        f"1\u00a0fichier de document en faute\u00a0: {project.code} (document {document.id}, version 1) {words}."
    )


def test_the_first_version_is_examined_too(session: Session, document: Document, file: Path) -> None:
    service.add_version(session, document, arrival=an_arrival(content=a_pdf(b"<<>>")), comment="", user=None)
    alter(file)
    assert "version 1) a été altéré" in document_files(session).sentence


def test_a_file_of_no_document_is_told(session: Session, document: Document) -> None:
    storage.put(an_arrival(content=a_pdf(b"<< /Forgotten true >>")).stream)
    finding = document_folder(session)
    assert finding.state is State.WATCH
    assert finding.sentence.startswith("1\u00a0fichier n’est d’aucun document")


@pytest.mark.parametrize("what", ["file", "folder"])
def test_files_that_others_may_read_are_told(session: Session, file: Path, what: str) -> None:
    (file if what == "file" else storage.folder()).chmod(0o755)
    finding = document_folder(session)
    assert finding.state is State.WATCH
    assert "peuvent être lus par d’autres comptes" in finding.sentence
