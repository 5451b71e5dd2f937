"""The database's machine stops, its replica takes over: everything that was said to be kept is there, by itself."""

import time
from functools import partial
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import create_engine

from app.db import with_driver
from app.embedded import APPLICATION
from app.schema import bring_up
from tests.scale.servers import BINARIES, Server, both, primary_and_replica
from tests.scale.site import Partners, invited, site, versions, wait_until
from tests.scale.site import run_while as while_partners_answer

pytestmark = pytest.mark.skipif(not BINARIES.exists(), reason="il faut le PostgreSQL de la machine")


def test_a_fail_over_is_survived_and_loses_nothing(tmp_path: Path) -> None:
    with primary_and_replica(synchronous=True) as (primary, standby):
        owner = create_engine(with_driver(both(primary, standby)), pool_pre_ping=True)
        bring_up(owner)
        browsers = invited(owner, 8)
        settings = {
            "ODD17_DATABASE_URL": both(primary, standby, APPLICATION),
            "ODD17_OWNER_DATABASE_URL": both(primary, standby),
        }
        with site(settings, tmp_path, "--workers", "2") as served:
            before = Partners(served.port, browsers[:4])
            while_partners_answer(before, partial(kill_later, primary))
            assert sum(before.kept.values()) > 0
            assert all("503" in fault for fault in before.faults), before.faults
            meanwhile = httpx2.get(f"{served.url}/connexion", timeout=30)
            assert (meanwhile.status_code, "momentanément" in meanwhile.text) == (503, True)
            standby.promote()
            standby.ask("ALTER SYSTEM RESET synchronous_standby_names")
            standby.ask("SELECT pg_reload_conf()")
            owner.dispose()
            there = versions(owner)
            assert [answer for answer, times in before.kept.items() if there[answer] < times] == [], "kept, then lost"
            wait_until(lambda: httpx2.get(f"{served.url}/connexion", timeout=30).status_code == 200)
            after = Partners(served.port, browsers[4:])
            while_partners_answer(after, lambda: time.sleep(2))
            assert after.faults == []
            assert sum(after.kept.values()) > 0
        owner.dispose()


def kill_later(primary: Server) -> None:
    """In the middle of the answers."""
    time.sleep(2)
    primary.kill()
    time.sleep(1)
