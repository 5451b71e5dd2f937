"""Several processes on one database: connections shared out, and a restart that nobody notices."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import Engine

from tests.faults.product import free_port
from tests.scale.site import COPIED, Partners, Site, children, invited, run_while, site, versions, wait_until
from tests.scale.site import answers as answers_again
from tests.support.command import ODD17, environment

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux seul partage les connexions entre processus")
VISITORS = 32


@pytest.fixture
def settings_of(own_database_url: str, own_owner_url: str) -> dict[str, str]:
    return {"ODD17_DATABASE_URL": own_database_url, "ODD17_OWNER_DATABASE_URL": own_owner_url}


def test_connections_are_shared_out_and_a_restart_loses_nothing(
    settings_of: dict[str, str], own_engine: Engine, tmp_path: Path
) -> None:
    browsers = invited(own_engine, 8)
    with site(settings_of, tmp_path, "--workers", "2") as served:
        assert min(shares(served).values()) >= VISITORS // 8
        before = served.members()
        partners = Partners(served.port, browsers)
        run_while(partners, served.renew)
        assert partners.faults == []
        assert not served.members() & before
        assert sum(partners.kept.values()) > len(browsers)
        assert versions(own_engine) == partners.kept


def test_a_process_that_dies_is_replaced(settings_of: dict[str, str], tmp_path: Path) -> None:
    with site(settings_of, tmp_path, "--workers", "2") as served:
        (lost, *_) = before = sorted(served.members())
        os.kill(lost, signal.SIGKILL)
        wait_until(lambda: len(served.members() - {lost}) == len(before))
        wait_until(lambda: answers_again(served))


def test_processes_do_not_outlive_the_one_that_started_them(settings_of: dict[str, str], tmp_path: Path) -> None:
    """Killed, it cannot tell them; a service manager would start others beside them."""
    with site(settings_of, tmp_path, "--workers", "2") as served:
        left = served.members()
        served.process.kill()
        wait_until(lambda: not any(is_running(number) for number in left))


def test_a_service_manager_that_signals_them_all_stops_them_all(settings_of: dict[str, str], tmp_path: Path) -> None:
    with site(settings_of, tmp_path, "--workers", "2") as served:
        parent = served.process.pid
        all_of_them = {parent, *children(parent), *served.members()}
        for number in all_of_them:
            os.kill(number, signal.SIGTERM)
        assert served.process.wait(60) == 0
        wait_until(lambda: not any(is_running(number) for number in all_of_them))


def test_the_site_is_loaded_once_for_all_its_processes(settings_of: dict[str, str], tmp_path: Path) -> None:
    """Each is a copy of a copy of the father: none has read the code by itself."""
    with site(settings_of, tmp_path, "--workers", "2") as served:
        (loader,) = children(served.process.pid, COPIED)
        assert command_of(loader) == command_of(served.process.pid)
        assert children(loader) == served.members()
        assert len(served.members()) == 2


def test_a_site_asked_to_leave_as_its_processes_start_leaves(settings_of: dict[str, str], tmp_path: Path) -> None:
    """A signal that a process just made does not hear would leave it there until it is killed, a minute later."""
    command = [ODD17, "serve", "--no-worker", "--port", str(free_port()), "--workers", "8"]
    given = environment(**settings_of, ODD17_DATA_DIR=str(tmp_path))
    with subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: any(map(children, children(process.pid, COPIED))), 90)
        process.terminate()
        assert process.wait(45) == 0


def is_running(number: int) -> bool:
    """Dead and not yet buried is dead."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def command_of(number: int) -> bytes:
    return Path(f"/proc/{number}/cmdline").read_bytes()


def shares(served: Site) -> Counter[int]:
    """By process, how many of these connections it took; all are kept open, as browsers do."""
    clients = [httpx2.Client() for _ in range(VISITORS)]
    try:
        for client in clients:
            client.get(f"{served.url}/connexion")
        return Counter({number: established(number, served.port) for number in served.members()})
    finally:
        for client in clients:
            client.close()


def established(process: int, port: int) -> int:
    """Among the open files of the process, its connections on that port."""
    sockets = {link.readlink().name for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()}
    rows = [line.split() for line in Path(f"/proc/{process}/net/tcp").read_text().splitlines()[1:]]
    here = f"{port:04X}"
    return sum(row[3] == "01" and row[1].endswith(here) and f"socket:[{row[9]}]" in sockets for row in rows)
