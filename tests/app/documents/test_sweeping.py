"""Forgotten files go after a day; one that a document names never does, even added at that very moment."""

import os
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete
from sqlalchemy.orm import Session

from app import clock
from app.db import writing
from app.documents import service, storage
from app.documents.sweeping import sweep
from app.models import Document, DocumentVersion, Project
from tests.app.documents.files import a_pdf
from tests.app.documents.situations import a_document, an_arrival
from tests.factories import a_project

LONG_AGO = 2 * 24 * 3600


def aged(path: Path) -> Path:
    then = clock.now().timestamp() - LONG_AGO
    os.utime(path, (then, then))
    return path


def kept(content: bytes) -> Path:
    return storage.path_of(storage.put(an_arrival(content=content).stream).sha256)


def test_only_old_files_of_no_document_go(
    session: Session, connection: Connection, project: Project, place: Path
) -> None:
    a_document(session, project)
    session.commit()
    named = aged(next(storage.stored_files()))
    forgotten, recent = aged(kept(a_pdf(b"<< /A 1 >>"))), kept(a_pdf(b"<< /B 1 >>"))
    cut = place / storage.INCOMING / "cut"
    cut.write_bytes(b"half")
    aged(cut)
    assert sweep(connection) == 2
    assert [path.exists() for path in (named, forgotten, recent, cut)] == [True, False, True, False]
    assert sweep(connection) == 0


def test_a_refused_sending_leaves_a_file_that_is_swept_later(
    session: Session, connection: Connection, project: Project
) -> None:
    attempt = session.begin_nested()
    a_document(session, project)
    attempt.rollback()
    (left,) = storage.stored_files()
    aged(left)
    assert sweep(connection) == 1


def test_forgotten_documents_lose_their_files_but_not_those_that_others_share(
    session: Session, connection: Connection, project: Project
) -> None:
    gone, _ = a_document(session, project), a_document(session, project)
    alone = a_document(session, project, content=a_pdf(b"<< /Alone true >>"))
    assert service.forget_documents(session, [gone.id, alone.id]) == 2
    session.commit()
    for path in storage.stored_files():
        aged(path)
    assert sweep(connection) == 1
    (left,) = storage.stored_files()
    assert left.read_bytes() == a_pdf()


def test_a_file_added_while_sweeping_is_kept(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old content is about to go when someone sends it again: whoever comes first, no row loses its file."""
    old = aged(kept(a_pdf()))
    with Session(own_engine) as session:
        project_id = a_project(session).id
        session.commit()
    with writing(own_engine) as session:
        project = session.get_one(Project, project_id)
        a_document(session, project)  # not committed yet; its file has just been written again
        aged(old)
        sweeping = threading.Thread(target=sweep, args=(own_engine,))
        sweeping.start()
        time.sleep(0.3)
        assert sweeping.is_alive()  # it waits for whoever is adding
        assert old.exists()
    sweeping.join(20)
    assert old.exists()
    with writing(own_engine) as session:
        session.execute(delete(Document))
    assert sweep(own_engine) == 1


def test_two_add_the_same_content_at_once(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        numbers = [a_project(session).id, a_project(session).id]
        session.commit()

    def add(number: int) -> None:
        with writing(own_engine) as session:
            a_document(session, session.get_one(Project, number))

    threads = [threading.Thread(target=add, args=(number,)) for number in numbers * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with Session(own_engine) as session:
        assert session.query(DocumentVersion).count() == 8
    (only,) = storage.stored_files()
    assert only.read_bytes() == a_pdf()
