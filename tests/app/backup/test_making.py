"""Every night by itself, kept by the rule, tried each week, and never wrong in silence."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app import clock
from app.backup import making
from app.backup.drill import apart
from app.backup.keys import identities_in, make_pair
from app.backup.service import plan_tonight
from app.backup.unpacking import unpacked
from app.db import writing
from app.models import Backup, BackupState
from app.settings import settings
from tests import factories as make
from tests.app.backup.situations import a_document
from tests.support.jobs import run_jobs

NIGHT = datetime(2026, 7, 1, 0, 35, tzinfo=UTC)  # half past two in Paris, and five minutes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "backup_dir", tmp_path / "sauvegardes")
    monkeypatch.setattr(settings(), "backup_at", time(2, 30))
    return tmp_path / "sauvegardes"


@pytest.fixture
def without_drill(own_engine: Engine) -> None:
    """One passed a moment ago: the drill, which takes a while, is not due."""
    with writing(own_engine) as session:
        session.add(Backup(asked_at=NIGHT, state="done", file_name="odd17-2026-06-30-0230.sauvegarde",
                           verified_at=clock.now(), verification="passed"))  # fmt: skip


def plan(engine: Engine, now: datetime) -> int | None:
    with writing(engine) as session:
        return plan_tonight(session, now=now)


def last(engine: Engine) -> Backup:
    with Session(engine) as session:
        return session.scalars(select(Backup).order_by(Backup.id.desc()).limit(1)).one()


def letters(data_dir: Path) -> list[str]:
    return [file.read_bytes().decode() for file in (data_dir / "outbox").glob("*.eml")]


def test_one_backup_a_night_from_its_hour_on(own_engine: Engine, folder: Path) -> None:
    assert plan(own_engine, NIGHT - timedelta(minutes=10)) is None
    assert plan(own_engine, NIGHT) is not None
    assert plan(own_engine, NIGHT + timedelta(hours=8)) is None
    assert plan(own_engine, NIGHT + timedelta(days=1, hours=8)) is not None  # caught up in the morning


def test_nothing_is_planned_without_a_folder(own_engine: Engine) -> None:
    assert plan(own_engine, NIGHT) is None


def test_the_role_of_the_site_saves_and_the_rule_takes_away(
    own_engine: Engine, own_site_engine: Engine, folder: Path, without_drill: None
) -> None:
    folder.mkdir()
    old = [f"odd17-2026-05-{day:02}-0230.sauvegarde" for day in range(10, 20)]
    recent = [f"odd17-2026-06-{day}-0230.sauvegarde" for day in range(24, 31)]
    for name in (*old, *recent, "autre.txt"):
        (folder / name).write_text("x")
    with time_machine.travel(NIGHT, tick=False):
        assert plan(own_engine, NIGHT) is not None
        run_jobs(own_site_engine)
    made = last(own_engine)
    assert (made.state, made.file_name, made.verification) == (
        BackupState.DONE,
        "odd17-2026-07-01-0235.sauvegarde",
        None,
    )
    assert made.size_bytes == (folder / made.file_name).stat().st_size
    left = {file.name for file in folder.iterdir()}
    assert {"autre.txt", made.file_name, *recent[-6:], old[0]} <= left
    assert not {*old[2:7], *old[9:]} & left


def test_the_drill_of_the_week_opens_the_very_file_with_a_key_of_the_moment(
    own_engine: Engine, own_site_engine: Engine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "backup_key", make_pair(tmp_path / "cle.txt", None))
    with writing(own_engine) as session:
        make.a_project(session)
    assert plan(own_engine, NIGHT) is not None
    run_jobs(own_site_engine)
    made = last(own_engine)
    assert (made.state, made.verification) == (BackupState.DONE, "passed"), made.verification_report
    assert made.is_encrypted
    assert made.restore_seconds
    assert {step["outcome"] for step in made.verification_report or []} == {"passed"}
    file = folder / made.file_name
    assert unpacked(file, tmp_path / "lu", identities_in(tmp_path / "cle.txt", str)).manifest
    assert not list(folder.glob("*cle*"))


def test_a_drill_that_does_not_pass_is_told_to_administrators(
    own_engine: Engine, folder: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "COMMAND", "raise SystemExit(1)")
    with writing(own_engine) as session:
        make.a_user(session, "admin", email="chef@fonds.example")
        make.a_user(session, "gestionnaire")
    assert plan(own_engine, NIGHT) is not None
    run_jobs(own_engine)
    assert last(own_engine).verification == "could_not"
    (letter,) = letters(data_dir)
    assert "To: chef@fonds.example" in letter


def test_a_backup_that_cannot_be_written_is_tried_again_then_told(
    own_engine: Engine, folder: Path, data_dir: Path, without_drill: None
) -> None:
    folder.parent.joinpath("sauvegardes").write_text("un fichier à la place du dossier")
    with writing(own_engine) as session:
        make.a_user(session, "admin")
    assert plan(own_engine, NIGHT) is not None
    assert dict(run_jobs(own_engine))["backup.make"] == "todo"
    assert (last(own_engine).state, letters(data_dir)) == (BackupState.WAITING, [])
    for _ in range(2):
        run_jobs(own_engine, later=True, failures=True)
    assert last(own_engine).state == BackupState.FAILED
    assert "ne peut pas être créé" in last(own_engine).sentence
    assert len(letters(data_dir)) == 1


def test_a_missing_document_makes_it_incomplete_and_is_told(
    own_engine: Engine, folder: Path, data_dir: Path, without_drill: None
) -> None:
    a_document(own_engine).unlink()
    with writing(own_engine) as session:
        make.a_user(session, "admin")
    assert plan(own_engine, NIGHT) is not None
    run_jobs(own_engine)
    assert (last(own_engine).state, len(letters(data_dir))) == (BackupState.INCOMPLETE, 1)


def test_one_that_died_with_its_worker_is_said_interrupted(
    own_engine: Engine, folder: Path, without_drill: None
) -> None:
    with writing(own_engine) as session:
        session.add(Backup(asked_at=NIGHT, started_at=NIGHT, state="running"))
    assert plan(own_engine, NIGHT) is not None
    run_jobs(own_engine)
    with Session(own_engine) as session:
        dead = session.scalars(select(Backup).where(Backup.state == "failed")).one()
        assert dead.sentence == making.INTERRUPTED
        assert session.execute(text("SELECT count(*) FROM backup WHERE state = 'done'")).scalar() == 2
