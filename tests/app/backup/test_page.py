"""Where backups are, at a glance; one more on demand."""

from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.doctor import State, backups
from app.models import Backup
from app.settings import settings
from tests import factories as make
from tests.support.client import Client
from tests.support.jobs import jobs
from tests.support.queries import counted

HERE = "/sauvegardes"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "backup_dir", tmp_path)
    return tmp_path


def a_backup(session: Session, days_ago: float = 0, **values: object) -> Backup:
    when = clock.now() - timedelta(days=days_ago)
    usual = {"asked_at": when, "finished_at": when, "state": "done", "file_name": f"odd17-{days_ago}.sauvegarde"}
    backup = Backup(**{**usual, "size_bytes": 1_400_000, **values})
    make.keep(session, backup)
    return backup


def words(page: Element | None) -> str:
    assert page is not None
    return " ".join(" ".join(page.itertext()).split())


def test_without_a_folder_the_page_says_what_to_set(client: Client) -> None:
    client.sign_in("admin")
    client.get(HERE)
    assert "Aucune sauvegarde ne se fait seule." in words(client.page)
    assert "Sauvegarder maintenant" not in words(client.page)


def test_the_last_ones_are_told_in_words(client: Client, session: Session, folder: Path) -> None:
    steps = [{"name": "scores", "outcome": "failed", "sentence": "Des résultats ne sont plus ceux de leurs réponses.",
              "seconds": 1.0}]  # fmt: skip
    now = clock.now()
    a_backup(
        session, 3, due_on=now.date(), is_encrypted=True, verified_at=now, verification="passed", restore_seconds=8.4
    )
    a_backup(session, 2, state="incomplete", sentence="Un document manque.")
    a_backup(session, 1, verified_at=now, verification="failed", verification_report=steps)
    a_backup(session, 0.5, state="failed", sentence="Plus de place.", file_name="")
    client.sign_in("admin")
    client.get(HERE)
    said = words(client.page)
    told = ("complète", "incomplète", "Un document manque.", "en échec", "Plus de place.", "Chaque nuit", "8 s")
    for expected in (*told, "Scores : Des résultats ne sont plus ceux de leurs réponses."):
        assert expected in said.replace("\u00a0", " "), expected
    assert f"odd17 restore {folder}/odd17-1.sauvegarde --replace" in said


def test_one_more_is_asked_for_once(client: Client, session: Session, connection: Connection, folder: Path) -> None:
    client.sign_in("admin")
    client.get(HERE)
    assert client.post_form(HERE, page=HERE).status_code == 303
    assert session.scalars(select(Backup.state)).all() == ["waiting"]
    assert ("backup.make", "todo") in jobs(connection)
    client.get(HERE)
    assert "Une sauvegarde se fait." in words(client.page)
    assert "se fait déjà" in client.post_form(HERE, page=HERE).text


def test_the_number_of_queries_does_not_grow(
    client: Client, session: Session, connection: Connection, folder: Path
) -> None:
    client.sign_in("admin")
    a_backup(session)
    client.get(HERE)
    with counted(connection) as few:
        client.get(HERE)
    for number in range(20):
        a_backup(session, number)
    with counted(connection) as many:
        client.get(HERE)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("check", "values", "state", "said"),
    [
        (backups.last_backup, {"days_ago": 0.5}, State.GOOD, "sans chiffrement"),
        (backups.last_backup, {"days_ago": 3}, State.WATCH, "dit pourquoi"),
        (backups.last_backup, {"days_ago": 9}, State.FAULT, "plus rien ne se sauvegarde"),
        (backups.last_backup, {"state": "failed"}, State.WATCH, "n’a encore été faite"),
        (backups.last_drill, {}, State.WATCH, "n’a encore passé"),
        (backups.last_drill, {"verification": "passed", "verified_at": 1}, State.GOOD, "réussi date du"),
        (backups.last_drill, {"verification": "passed", "verified_at": 12}, State.WATCH, "dit pourquoi"),
        (backups.last_drill, {"verification": "could_not", "verified_at": 1}, State.WATCH, "n’a encore passé"),
        (backups.last_drill, {"verification": "failed", "verified_at": 1}, State.FAULT, "n’a pas passé"),
        (backups.room_for_backups, {}, State.GOOD, "Il reste"),
        (backups.room_for_backups, {"size_bytes": 10**15}, State.FAULT, "Il ne reste que"),
    ],
)
def test_the_doctor_looks_at_backups(
    session: Session, folder: Path, check: object, values: dict[str, object], state: State, said: str
) -> None:
    if isinstance(ago := values.get("verified_at"), int):
        values = values | {"verified_at": clock.now() - timedelta(days=ago)}
    a_backup(session, **values)  # type: ignore[arg-type]
    finding = check(session)  # type: ignore[operator]
    assert (finding.state, said in finding.sentence) == (state, True), finding


def test_the_doctor_says_when_nothing_is_set(session: Session) -> None:
    assert {check(session).state for check in (backups.last_backup, backups.last_drill)} == {State.WATCH}
