"""The trial server lives as long as someone uses it."""

import json
import os
import subprocess
from pathlib import Path

from app.embedded import forget_the_dead
from app.ghost import LOCK_FILE, forget_a_ghost, running


def test_a_killed_process_no_longer_counts_as_a_user_of_the_server(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait(30)
    users = tmp_path / "users.json"
    users.write_text(json.dumps([dead.pid, os.getpid()]))
    forget_the_dead(users)
    assert json.loads(users.read_text()) == [os.getpid()]


def test_a_list_that_cannot_be_read_keeps_nobody_out(tmp_path: Path) -> None:
    """Two processes wrote it at once, or one was killed as it wrote."""
    users = tmp_path / "users.json"
    users.write_text("[]3]")
    forget_the_dead(users)
    assert json.loads(users.read_text()) == []


def test_a_server_never_used_has_no_list(tmp_path: Path) -> None:
    forget_the_dead(tmp_path / "absent.json")
    assert not (tmp_path / "absent.json").exists()


def test_a_lock_file_of_a_server_that_is_no_more_is_put_away(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait(30)
    file = tmp_path / LOCK_FILE
    for left in (f"{dead.pid}\n{tmp_path}\n", "\n".join([str(os.getpid()), *"1234567"])):  # unfinished; another program
        file.write_text(left)
        assert running(tmp_path) is None
        forget_a_ghost(tmp_path)
        assert not file.exists()


def test_a_whole_lock_file_of_a_dead_server_is_left_to_postgresql(tmp_path: Path) -> None:
    dead = subprocess.Popen(["true"])
    dead.wait(30)
    file = tmp_path / LOCK_FILE
    file.write_text("\n".join([str(dead.pid), *"1234567"]))
    forget_a_ghost(tmp_path)
    assert file.exists()


def test_an_empty_lock_file_is_no_server(tmp_path: Path) -> None:
    assert running(tmp_path) is None
    (tmp_path / LOCK_FILE).write_text("")
    assert running(tmp_path) is None
    forget_a_ghost(tmp_path)
    assert not (tmp_path / LOCK_FILE).exists()
