"""The disk of the data is full: a plain page, nothing half done, and all goes on once there is room, by itself."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import pytest
from sqlalchemy.orm import Session

from tests.faults import entries, files
from tests.faults.acts import DONE
from tests.faults.product import Product, a_folder, running
from tests.faults.world import settled
from tests.support.smtp import mail_server

SIZE = "220m"  # a new trial server takes some 80 MB, its journal included
BLOCK = bytes(256 * 1024)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    with a_folder() as folder:
        yield from _mounted(folder)


def _mounted(folder: Path) -> Iterator[Path]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0755", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("monter un petit disque demande d’être administrateur de la machine")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=30)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """To the last byte, whoever writes."""
    filling = disk / "remplissage"
    with filling.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(BLOCK)
    with filling.open("ab", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"0")
    try:
        yield
    finally:
        filling.unlink()


def test_a_full_disk_is_a_plain_page_then_all_goes_on_by_itself(small_disk: Path) -> None:
    with mail_server() as mail, running(Product(small_disk)) as product:
        world = settled(product, mail)
        works = entries.milestones(world, "avant")
        assert works.do(works.tickets[0]) == ""
        acts = [
            entries.registrations(world, "plein"),
            files.receptions(world, "plein"),
            entries.milestones(world, "plein"),
        ]
        statuses = []
        with filled(small_disk):
            for _ in range(12):  # until the journal of the database cannot grow
                statuses += [_sent(act, ticket) for act in acts for ticket in act.tickets]
            page = httpx2.get(f"{product.url}/connexion", timeout=60)
        assert 503 in statuses
        assert set(statuses) <= {200, 201, 303, 503}
        if page.status_code == 503:
            assert "Le service ne répond pas pour le moment." in page.text
        product.first_page()
        with Session(world.engine) as session:
            faults = [fault for act in [works, *acts] for fault in act.check(session)]
        assert faults == []
        for act in acts:
            for ticket in act.lost():
                assert act.do(ticket) == ""
                assert ticket.acknowledged
        assert product.processes["site"].poll() is None
        assert os.path.ismount(small_disk)


def _sent(act: object, ticket: object) -> int:
    """The status of the answer; what was taken once is not sent again."""
    assert isinstance(act, entries.Act)
    assert isinstance(ticket, entries.Ticket)
    if ticket.acknowledged:
        return 200
    ticket.sent = True
    answer = act.send(ticket)
    ticket.acknowledged = answer.status_code in DONE
    return answer.status_code
