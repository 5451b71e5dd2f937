"""Back to the second: the very commands of the documentation, played on the PostgreSQL of the machine."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"
BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), Path()).parent
needs_postgresql = pytest.mark.skipif(not (BINARIES / "pg_basebackup").exists(), reason="PostgreSQL n’est pas installé")


def documented() -> list[str]:
    """The blocks of commands of the section, in their order."""
    section = (
        OPERATIONS.read_text(encoding="utf-8").partition("## Revenir à un instant précis")[2].partition("\n## ")[0]
    )
    return [block.partition("```")[0] for block in section.split("```sh\n")[1:]]


class Machine:
    """A server of its own, and a shell in which the documented commands run."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.places = f"""
export PGBIN={BINARIES} DONNEES={home}/donnees ARCHIVE={home}/archive PGHOST={home} PGUSER=postgres PGDATABASE=postgres
demarrer() {{ "$PGBIN/pg_ctl" -D "$DONNEES" -l {home}/serveur.log -w -t 60 start >/dev/null; }}
arreter() {{ "$PGBIN/pg_ctl" -D "$DONNEES" -w -m fast stop >/dev/null; }}
"""

    def play(self, *blocks: str) -> subprocess.CompletedProcess[str]:
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        script = "\n".join(["set -euo pipefail", self.places, *blocks])
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            ["bash", "-c", script], cwd="/", capture_output=True, text=True, check=False, timeout=120, **owner
        )

    def do(self, *blocks: str) -> str:
        done = self.play(*blocks)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def query(self, statement: str) -> str:
        return self.do(f'"$PGBIN/psql" -XAtqc "{statement}"').strip()


@pytest.fixture
def machine() -> Iterator[Machine]:
    home = Path(tempfile.mkdtemp(prefix="odd17-instant-"))
    if os.geteuid() == 0:
        os.chown(home, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)
    server = Machine(home)
    server.do(f"""
"$PGBIN/initdb" -D "$DONNEES" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 -N >/dev/null
printf "unix_socket_directories = '{home}'\\nlisten_addresses = ''\\nfsync = off\\n" >> "$DONNEES/postgresql.conf"
demarrer""")
    yield server
    server.play("arreter")
    shutil.rmtree(home)


def lived(machine: Machine) -> str:
    """The archive, a base copy, then A, an instant that is given back, then B."""
    _, archive, copy, _, _ = documented()
    machine.do(archive)
    machine.query("CREATE TABLE temoin (nom text)")
    machine.do(copy)
    machine.query("INSERT INTO temoin VALUES ('A')")
    instant = machine.query("SELECT clock_timestamp()")
    machine.query("SELECT pg_sleep(0.2)")
    machine.query("INSERT INTO temoin VALUES ('B')")
    return instant


@needs_postgresql
def test_what_was_there_at_that_instant_is_there_and_what_came_after_is_not(machine: Machine) -> None:
    instant = lived(machine)
    assert machine.query("SELECT string_agg(nom, ',' ORDER BY nom) FROM temoin") == "A,B"
    machine.do(f"export INSTANT='{instant}'", documented()[4])
    assert machine.query("SELECT string_agg(nom, ',' ORDER BY nom) FROM temoin") == "A"
    assert machine.query("SELECT pg_is_in_recovery()") == "f"
    machine.query("INSERT INTO temoin VALUES ('C')")


@needs_postgresql
def test_a_missing_log_stops_the_server_and_loses_nothing(machine: Machine) -> None:
    instant = lived(machine)
    machine.do('arreter; find "$ARCHIVE/journaux" -type f -name "0000*" ! -name "*.backup" -delete; demarrer')
    refused = machine.play(f"export INSTANT='{instant}'", documented()[4])
    assert refused.returncode != 0
    assert "recovery ended before configured recovery target was reached" in (machine.home / "serveur.log").read_text()
    machine.do('rm -r "$DONNEES"; mv "$ARCHIVE"/ecartees/* "$DONNEES"; demarrer')
    assert machine.query("SELECT string_agg(nom, ',' ORDER BY nom) FROM temoin") == "A,B"


def test_the_section_has_the_blocks_that_are_played() -> None:
    places, archive, copy, instant, back = documented()
    assert "export PGBIN=" in places
    assert "archive_command" in archive
    assert "pg_basebackup" in copy
    assert instant.startswith("export INSTANT=")
    assert "recovery.signal" in back
