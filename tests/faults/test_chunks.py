"""An import killed at each block of its COPY: nothing of it is there; done again it is all there, once."""

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.models import ImportBatch, ImportChange, Organisation
from app.models.journal import JournalChange
from tests.support.activity import unfinished, until
from tests.support.command import environment, odd17

ROWS = 2_400 if os.environ.get("ODD17_LONG") else 900


def a_file(folder: Path) -> Path:
    path = folder / "organisations.csv"
    rows = [("Nom", "Profil"), *((f"Atelier de la rue longue du quai numéro {n}", "association") for n in range(ROWS))]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def imported(url: str, path: Path, killed_at: int) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "tests.faults.chunks",
        str(killed_at),
        "import",
        "organisations",
        str(path),
        "--json",
    ]
    given = environment(ODD17_DATABASE_URL=url)
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=300, check=False)


def counts(engine: Engine) -> list[int]:
    with Session(engine) as session:
        tables = (Organisation, ImportBatch, ImportChange, JournalChange)
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_killed_at_each_block_nothing_is_left_then_all_is_there_once(
    own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    path, before, block = a_file(tmp_path), counts(own_engine), 1
    while (done := imported(own_database_url, path, block)).returncode == -signal.SIGKILL:
        until(lambda: unfinished(own_engine) == 0)
        assert counts(own_engine) == before, f"block {block}"
        block += 1
    assert done.returncode == 0, done.stderr
    assert block > 3, "the file is too small to be sent in blocks"
    assert (json.loads(done.stdout)["new"], counts(own_engine)[0]) == (ROWS, before[0] + ROWS)
    again = json.loads(odd17("import", "organisations", path, "--json", ODD17_DATABASE_URL=own_database_url).stdout)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, ROWS)
    assert counts(own_engine)[0] == before[0] + ROWS
