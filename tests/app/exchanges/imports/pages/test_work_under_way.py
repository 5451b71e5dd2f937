"""A big file is worked on apart: how far it has come is told, it can be stopped, and the page goes on by itself."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.imports import service
from app.models import BatchStatus, ImportBatch, ImportProgress
from tests.app.exchanges.imports.pages.situations import batch_at, press, send, texts
from tests.support.client import Client
from tests.support.jobs import run_jobs


def at_work(session: Session, status: str, **given: object) -> str:
    dates = {"applied_at": clock.now()} if status == "undoing" else {}
    batch = ImportBatch(file_name="gros.xlsx", status=status, **dates)
    session.add(batch)
    session.flush()
    values = {"stage": "write", "done": 2_400, "total": 10_000, "beat_at": clock.now()} | given
    session.add(ImportProgress(batch_id=batch.id, **values))
    session.flush()
    return f"/imports/{batch.id}"


@pytest.fixture
def under_way(client: Client, session: Session) -> str:
    client.sign_in("gestionnaire")
    return at_work(session, "applying")


@pytest.mark.parametrize("status", ["received", "applying", "undoing"])
def test_how_far_the_work_has_come_is_told(client: Client, session: Session, status: str) -> None:
    client.sign_in("gestionnaire")
    page = client.get(at_work(session, status))
    assert "2\u202f400 sur 10\u202f000" in page.text
    assert '<progress max="10000"' in page.text
    assert '<meta http-equiv="refresh"' in page.text
    assert "Interrompu" not in page.text


def test_the_part_that_htmx_asks_for_is_the_bar_alone(client: Client, under_way: str) -> None:
    part = client.get_part(f"{under_way}/avancement").text
    assert "2\u202f400 sur 10\u202f000" in part
    assert "<h1" not in part


def test_what_is_read_aloud_changes_by_quarters(client: Client, session: Session, under_way: str) -> None:
    client.get(under_way)
    assert texts(client, "sr")[-2:-1] == ["Enregistrement"] or "Enregistrement" in texts(client, "sr")
    session.get_one(ImportProgress, int(under_way.split("/")[2])).done = 6_000
    session.flush()
    client.get(under_way)
    assert "Enregistrement, 50\u00a0%" in texts(client, "sr")


def test_a_silent_worker_is_told_without_alarm(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    address = at_work(session, "applying", beat_at=clock.now() - timedelta(minutes=2))
    assert "reprendra tout seul" in client.get(address).text


def test_once_done_the_page_goes_on_by_itself(client: Client, session: Session, under_way: str) -> None:
    batch_at(session, under_way).status = BatchStatus.PLANNED
    session.flush()
    assert client.get_part(f"{under_way}/avancement").headers["HX-Redirect"] == under_way
    assert client.get(f"{under_way}/avancement").headers["Location"] == under_way


def test_work_is_stopped_and_nothing_of_it_stays(client: Client, session: Session, under_way: str) -> None:
    client.get(under_way)
    assert press(client, f"{under_way}/interruption") == (303, under_way)
    assert batch_at(session, under_way).status == BatchStatus.PLANNED


def test_a_big_file_is_read_by_a_worker(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "INLINE_BYTES", 10)
    client.sign_in("gestionnaire")
    address = send(client)
    assert "Lecture du fichier" in client.get(address).text
    run_jobs(session.connection())
    assert "Importer 33\u00a0projets" in client.get(address).text


def test_a_big_file_that_cannot_be_read_says_why(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "INLINE_BYTES", 10)
    client.sign_in("gestionnaire")
    address = send(client, b"%PDF-1.7 des notes de reunion")
    run_jobs(session.connection())
    page = client.get(address).text
    assert batch_at(session, address).refusal in page
    assert "Envoyer un autre fichier" in page
