"""The drill passes for what is whole, fails for what is wrong, and never passes for what it could not look at."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app.assessments import service
from app.backup import throwaway
from app.backup.clients import clients_for, run, server_of
from app.backup.drill import rungs, verify
from app.backup.drill.bench import Bench, CouldNot, Failed
from app.backup.drill.ladder import NOT_REACHED
from app.backup.keys import make_pair, recipients_of
from app.backup.saving import save
from app.backup.unpacking import unpacked
from app.backup.workplace import PREFIX
from app.embedded import BINARIES
from app.models import DrillOutcome
from tests import factories as make
from tests.app.assessments.situations import NOW, a_closed_campaign
from tests.app.backup.situations import a_document, forged
from tests.conftest import PATIENCE, Server, fresh
from tests.support.command import odd17

Rung = Callable[[Bench], str]


@pytest.fixture
def filled(own_engine: Engine) -> Engine:
    with Session(own_engine) as session:
        service.publish(session, campaign=a_closed_campaign(session), user=make.a_user(session), now=NOW)
        session.commit()
    a_document(own_engine)
    return own_engine


@pytest.fixture
def restored(filled: Engine, tmp_path: Path, database_server: Server, worker_name: str) -> Iterator[Bench]:
    """The rungs below the first ones, on a base already put back."""
    file = save(filled, tmp_path / "base").file
    name = f"odd17_drill_{worker_name}"
    with ExitStack() as kept, fresh(database_server, name):
        engine = create_engine(database_server.url(name), connect_args=PATIENCE)
        bench = Bench(file, (), BINARIES, kept, unpacked(file, tmp_path / "lu"), engine)
        rungs.put_back(bench)
        yield bench
        engine.dispose()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """Short, for the socket of the server, and open to the person who runs it."""
    folder = Path(tempfile.mkdtemp(prefix="t-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_whole_backup_passes_every_rung(filled: Engine, tmp_path: Path, short_folder: Path) -> None:
    public = make_pair(tmp_path / "cle.txt", None)
    file = save(filled, tmp_path / "base", recipients=recipients_of(public)).file
    places = {"ODD17_DATA_DIR": str(tmp_path / "rien"), "TMPDIR": str(short_folder)}
    done = odd17("backup", "verify", file, "--identity", tmp_path / "cle.txt", **places)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "restaurée et vérifiée jusqu’au bout" in done.stdout
    assert "Remettre cette sauvegarde en service prend" in done.stdout
    assert not (tmp_path / "rien").exists()  # the base of the settings was not even opened
    assert list(short_folder.iterdir()) == []


def outcomes(file: Path, **options: Any) -> dict[str, DrillOutcome]:
    report = verify(file, **options)
    assert (report.outcome is DrillOutcome.PASSED) == all(s.outcome is DrillOutcome.PASSED for s in report.steps)
    return {step.name: step.outcome for step in report.steps} | {"": report.outcome}


def test_without_the_key_nothing_counts_as_verified(own_engine: Engine, tmp_path: Path) -> None:
    public = make_pair(tmp_path / "cle.txt", None)
    file = save(own_engine, tmp_path / "base", recipients=recipients_of(public)).file
    report = verify(file)
    assert {step.outcome for step in report.steps} == {DrillOutcome.COULD_NOT}
    assert {step.sentence for step in report.steps[1:]} == {NOT_REACHED}
    assert odd17("backup", "verify", file, ODD17_DATA_DIR=str(tmp_path)).returncode == 1


def test_without_a_server_nothing_counts_as_verified(own_engine: Engine, tmp_path: Path) -> None:
    file = save(own_engine, tmp_path / "base").file
    found = outcomes(file, binaries=tmp_path / "absent")
    assert (found["lecture"], found["serveur"], found[""]) == (
        DrillOutcome.PASSED, DrillOutcome.COULD_NOT, DrillOutcome.COULD_NOT,
    )  # fmt: skip
    assert found["scores"] is DrillOutcome.COULD_NOT


def test_a_damaged_file_fails(own_engine: Engine, tmp_path: Path) -> None:
    file = save(own_engine, tmp_path / "base").file
    os.truncate(file, file.stat().st_size // 2)
    found = outcomes(file)
    assert (found["lecture"], found["volume"], found[""]) == (
        DrillOutcome.FAILED, DrillOutcome.COULD_NOT, DrillOutcome.FAILED,
    )  # fmt: skip


def test_a_backup_of_the_first_versions_is_restored_but_not_verified(own_engine: Engine, tmp_path: Path) -> None:
    """A dump alone does not say what it held."""
    server, file = server_of(own_engine), tmp_path / "base"
    run(clients_for(server.major) / "pg_dump", "-Fc", f"--file={file}", f"--dbname={server.address}", server=server)
    found = outcomes(file)
    assert found["restauration"] is DrillOutcome.PASSED
    assert (found["volume"], found["empreintes"], found[""]) == (DrillOutcome.COULD_NOT,) * 3


def test_what_was_put_back_is_what_was_saved(restored: Bench) -> None:
    rungs.same_rows(restored)
    rungs.same_digests(restored)
    assert not rungs.journal_is_whole(restored).endswith("(maillons\u00a0: 0).")
    assert rungs.documents_are_there(restored).endswith("(1).")
    rungs.bring_to_head(restored)
    rungs.rules_are_kept(restored)
    assert rungs.scores_are_the_same(restored).endswith("(1).")
    assert "3 pages s’affichent" in rungs.pages_show(restored)


@pytest.mark.parametrize(
    ("change", "rung", "words"),
    [
        ("DELETE FROM axis_result", rungs.same_rows, "axis_result"),
        ("UPDATE project SET title = title || ' '", rungs.same_digests, "project"),
        ("UPDATE result SET inputs_sha256 = ''", rungs.scores_are_the_same, "ne sont plus ceux de leurs réponses"),
        ("UPDATE grid_version SET source = source || ' '", rungs.rules_are_kept, "grilles publiées ont été modifiées"),
        ("INSERT INTO document_version (document_id, number, file_name, media_type, size_bytes, sha256)"
         " SELECT document_id, 2, 'x', 'x', 1, sha256('x') FROM document_version",
         rungs.documents_are_there, "ne sont pas dans le fichier"),
        ("DELETE FROM journal_change WHERE id = (SELECT min(id) FROM journal_change)",
         rungs.journal_is_whole, "manque"),
        ("DELETE FROM journal_seal WHERE number = (SELECT max(number) FROM journal_seal)",
         rungs.journal_is_whole, "sa fin a été coupée"),
        ("DROP TABLE axis_result CASCADE", rungs.pages_show, "ne s’affichent pas"),
        ("ALTER TABLE project ADD COLUMN autre text", rungs.bring_to_head, "pas celles du code"),
    ],
    ids=["rows", "digests", "scores", "rules", "documents", "journal", "head", "pages", "tables"],
)  # fmt: skip
def test_each_rung_sees_what_it_looks_at(restored: Bench, change: str, rung: Rung, words: str) -> None:
    with restored.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in ("result", "axis_result", "grid_version", "journal_change", "journal_seal"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        connection.execute(text(change))
    with pytest.raises(Failed, match=words):
        rung(restored)


def test_an_account_that_lies_is_found_out(restored: Bench, tmp_path: Path) -> None:
    def one_row_more(account: dict[str, Any]) -> None:
        account["tables"]["project"]["rows"] += 1

    lying = unpacked(forged(restored.file, one_row_more), tmp_path / "faux")
    bench = Bench(restored.file, (), BINARIES, restored.kept, lying, restored.engine)
    with pytest.raises(Failed, match="project"):
        rungs.same_rows(bench)


def test_results_of_another_formula_do_not_pass_for_verified(restored: Bench) -> None:
    with restored.engine.begin() as connection:
        connection.execute(text("ALTER TABLE result DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE result SET formula_version = '0.9'"))
    with pytest.raises(CouldNot):
        rungs.scores_are_the_same(restored)


@pytest.fixture
def alone(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own: the drill of another process would sweep what is left in the common one."""
    monkeypatch.setattr(tempfile, "tempdir", str(short_folder))
    monkeypatch.setenv("TMPDIR", str(short_folder))
    return short_folder


def test_a_drill_that_is_killed_leaves_a_server_that_the_next_one_sweeps(
    own_engine: Engine, tmp_path: Path, alone: Path
) -> None:
    file = save(own_engine, tmp_path / "base").file
    code = f"from pathlib import Path; from app.backup.drill import verify; verify(Path({str(file)!r}))"
    killed = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 60
    while not (postmaster := server_of_the_drill(alone, killed.pid)):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    killed.kill()
    killed.wait(30)
    assert outcomes(file, binaries=tmp_path / "absent")["serveur"] is DrillOutcome.COULD_NOT  # it sweeps all the same
    assert not is_alive(postmaster)
    assert outcomes(file)["serveur"] is DrillOutcome.PASSED
    assert list(alone.iterdir()) == []


def server_of_the_drill(folder: Path, drill: int) -> int:
    """Not the one that makes the empty database first: it says itself to be alone, by a number below zero."""
    for file in folder.glob(f"{PREFIX}{drill}-*/data/postmaster.pid"):
        with suppress(OSError, ValueError):
            return max(0, int(file.read_text().split("\n", 1)[0]))
    return 0


def is_alive(process: int) -> bool:
    """A process that has ended may still wait for its parent to take note."""
    status = Path(f"/proc/{process}/status")
    return status.exists() and "State:\tZ" not in status.read_text(encoding="utf-8")


def test_an_archive_that_is_only_read_stops_the_left_server_too(
    own_engine: Engine, tmp_path: Path, alone: Path
) -> None:
    """Its files are not taken from under it: a server without files would hold its memory for ever."""
    left = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{a_dead_process()}-", dir=alone))
    throwaway.start(BINARIES, left)
    postmaster = int((left / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGSTOP)  # else it may end by itself when it misses its files
    assert outcomes(save(own_engine, tmp_path / "base").file, binaries=tmp_path / "absent")["lecture"]
    assert not left.exists()
    assert not is_alive(postmaster)


def a_dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait(30)
    return ended.pid
