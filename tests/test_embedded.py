"""The trial server lives as long as someone uses it."""

import json
import os
import subprocess
from pathlib import Path

from app.embedded import forget_the_dead


def test_a_killed_process_no_longer_counts_as_a_user_of_the_server(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait()
    users = tmp_path / "users.json"
    users.write_text(json.dumps([dead.pid, os.getpid()]))
    forget_the_dead(users)
    assert json.loads(users.read_text()) == [os.getpid()]


def test_a_server_never_used_has_no_list(tmp_path: Path) -> None:
    forget_the_dead(tmp_path / "absent.json")
    assert not (tmp_path / "absent.json").exists()
