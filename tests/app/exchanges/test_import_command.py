"""`odd17 import projets` as people run it: its exit codes, what it prints, what a killed one leaves."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, func, select, text

from app.models import Investment, Milestone, Organisation, Project
from tests.app.exchanges.imports.files import follow_up_with
from tests.imports.support import FOLLOW_UP, edited
from tests.support.activity import unfinished, until, waiting
from tests.support.command import ODD17, environment, odd17

ALL_NEW = {"new": 33, "changed": 0, "same": 0, "refused": 0, "faults": [], "changes": []}
ALL_SAME = {"new": 0, "changed": 0, "same": 33, "refused": 0, "faults": [], "changes": []}


def count(engine: Engine, model: type) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(model)) or 0


def test_a_rehearsal_then_an_import_then_the_same_again(own_engine: Engine, own_database_url: str) -> None:
    def run(*options: str) -> dict[str, object]:
        done = odd17("import", "projets", FOLLOW_UP, "--json", *options, ODD17_DATABASE_URL=own_database_url)
        assert (done.returncode, done.stderr) == (0, "")
        return dict(json.loads(done.stdout))

    assert run("--dry-run") == ALL_NEW
    assert count(own_engine, Project) == count(own_engine, Organisation) == 0
    assert run() == ALL_NEW | {"batch": 1}
    with own_engine.connect() as connection:
        assert connection.scalar(select(func.sum(Investment.amount_eur))) == 534_000
    before = count(own_engine, Organisation)
    assert run() == ALL_SAME
    assert (count(own_engine, Project), count(own_engine, Organisation)) == (33, before)


def test_a_fault_is_named_by_its_sheet_and_cell_and_nothing_is_written(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    def plant(workbook: openpyxl.Workbook) -> None:
        workbook["Suivi"]["D9"], workbook["Versements"]["C42"] = "Bretange", "bientôt"

    file = tmp_path / "suivi.xlsx"
    file.write_bytes(edited(plant))
    told = odd17("import", "projets", file, ODD17_DATABASE_URL=own_database_url)
    assert (told.returncode, told.stdout) == (1, "")
    assert "Rien n’est importé" in told.stderr
    assert "Feuille «\u00a0Suivi\u00a0», Région\n    D9 «\u00a0Bretange\u00a0»" in told.stderr
    done = odd17("import", "projets", file, "--json", ODD17_DATABASE_URL=own_database_url)
    answer = json.loads(done.stdout)
    assert (done.returncode, list(answer)) == (1, ["new", "changed", "same", "refused", "faults", "changes"])
    assert [(fault["sheet"], fault["cell"], fault["read"]) for fault in answer["faults"]] == [
        ("Suivi", "D9", "Bretange"),
        ("Versements", "C42", "bientôt"),
    ]
    assert {tuple(fault) for fault in answer["faults"]} == {("sheet", "cell", "field", "read", "expected")}
    assert count(own_engine, Project) == count(own_engine, Organisation) == 0


def test_what_would_change_is_told_field_by_field_then_undone(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    def run(*arguments: str | Path) -> str:
        done = odd17("import", *arguments, ODD17_DATABASE_URL=own_database_url)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    file = tmp_path / "suivi.xlsx"
    file.write_bytes(follow_up_with({"Suivi!K5": 30_000, "Suivi!B5": "Un autre titre", "Versements!D3": 17_750}))
    run("projets", FOLLOW_UP)
    title, amount, *_ = json.loads(run("projets", file, "--dry-run", "--json"))["changes"]
    place = {"kind": "projets", "sheet": "Suivi", "row": 5}
    assert {name: title[name] for name in (*place, "field", "after")} == place | {
        "field": "Intitulé du projet", "after": "Un autre titre",
    }  # fmt: skip
    assert (amount["field"], amount["after"]) == ("Montant accordé", "30000.00")
    assert "Import enregistré sous le numéro 2" in run("projets", file)
    assert "rien n’a été écrit" in run("undo", "2", "--dry-run")
    assert "Import 2 annulé" in run("undo", "2")
    assert json.loads(run("projets", FOLLOW_UP, "--dry-run", "--json")) == ALL_SAME
    assert "Import 1 annulé" in run("undo", "1")
    assert count(own_engine, Project) == count(own_engine, Organisation) == count(own_engine, Milestone) == 0


def test_an_import_that_is_not_there_cannot_be_undone(own_database_url: str) -> None:
    for number, sentence in (("9", "n’existe pas"), ("neuf", "n’est pas le numéro")):
        done = odd17("import", "undo", number, ODD17_DATABASE_URL=own_database_url)
        assert (done.returncode, done.stdout) == (1, "")
        assert sentence in done.stderr


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(own_database_url: str, tmp_path: Path) -> None:
    broken = tmp_path / "suivi.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    for path, sentence in ((broken, "abîmé"), (tmp_path / "absent.xlsx", "introuvable"), (tmp_path, "introuvable")):
        done = odd17("import", "projets", path, "--json", ODD17_DATABASE_URL=own_database_url)
        assert (done.returncode, json.loads(done.stdout)["refused"]) == (1, 0)
        assert sentence in done.stderr
        assert [fault["read"] for fault in json.loads(done.stdout)["faults"]] == [path.name]


@pytest.mark.parametrize("arguments", [("regions", "x.xlsx"), ("projets",), ("projets", "x.xlsx", "--vite"), ()])
def test_wrong_usage_is_two(arguments: tuple[str, ...], own_database_url: str) -> None:
    assert odd17("import", *arguments, ODD17_DATABASE_URL=own_database_url).returncode == 2


def test_an_import_killed_halfway_leaves_nothing(own_engine: Engine, own_database_url: str) -> None:
    with own_engine.connect() as holding:
        holding.execute(text("LOCK TABLE milestone IN EXCLUSIVE MODE"))
        command = [ODD17, "import", "projets", str(FOLLOW_UP)]
        with subprocess.Popen(command, env=environment(ODD17_DATABASE_URL=own_database_url)) as running:
            until(lambda: waiting(own_engine) == 1)
            running.kill()
    until(lambda: unfinished(own_engine) == 0)
    assert count(own_engine, Project) == count(own_engine, Organisation) == count(own_engine, Milestone) == 0


def test_two_imports_at_once_come_one_after_the_other(own_engine: Engine, own_database_url: str) -> None:
    command = [ODD17, "import", "projets", str(FOLLOW_UP), "--json"]
    given = environment(ODD17_DATABASE_URL=own_database_url)
    with own_engine.connect() as holding:
        holding.execute(text("LOCK TABLE milestone IN EXCLUSIVE MODE"))
        both = [subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        until(lambda: waiting(own_engine) == 2)
    answers = [json.loads(each.communicate(timeout=120)[0]) for each in both]
    assert sorted(answer["new"] for answer in answers) == [0, 33]
    assert sorted(answer["same"] for answer in answers) == [0, 33]
    assert count(own_engine, Project) == 33


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Apart from pytest's folders: another run closes those to the account the server runs under."""
    with tempfile.TemporaryDirectory(prefix="odd17-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def test_the_embedded_database_comes_up_by_itself(own_folder: Path) -> None:
    home = str(own_folder / "donnees")
    done = odd17("import", "projets", FOLLOW_UP, "--json", ODD17_DATA_DIR=home)
    assert (done.returncode, json.loads(done.stdout)) == (0, ALL_NEW | {"batch": 1})
    done = odd17("import", "projets", FOLLOW_UP, "--json", "--dry-run", ODD17_DATA_DIR=home)
    assert (done.returncode, json.loads(done.stdout)) == (0, ALL_SAME)
