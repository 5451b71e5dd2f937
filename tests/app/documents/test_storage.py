"""Files on the disk: one by content, whole before they are named, readable by their owner only."""

import io
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest

from app.documents import storage
from app.errors import Unavailable


def test_a_file_is_named_by_its_digest_and_private(place: Path) -> None:
    stored = storage.put(io.BytesIO(b"convention"))
    path = storage.path_of(stored.sha256)
    name = stored.sha256.hex()
    assert path == place / name[:2] / name[2:4] / name
    assert path.read_bytes() == b"convention"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(parent.stat().st_mode) for parent in list(path.parents)[:3]} == {0o700}
    assert storage.is_intact(stored.sha256, 10)


def test_the_same_content_is_kept_once_even_when_it_arrives_ten_times_at_once() -> None:
    content = os.urandom(3 * 2**20)
    threads = [threading.Thread(target=storage.put, args=(io.BytesIO(content),)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    kept = list(storage.stored_files())
    assert [path.read_bytes() for path in kept] == [content]
    assert list(storage.incoming_files()) == []


def test_what_passes_the_limit_while_arriving_leaves_nothing() -> None:
    with pytest.raises(storage.TooLong):
        storage.put(io.BytesIO(bytes(2**20 + 1)), 2**20)
    assert list(storage.stored_files()) == list(storage.incoming_files()) == []


def test_a_file_altered_since_is_whole_again_once_sent_again() -> None:
    stored = storage.put(io.BytesIO(b"convention"))
    storage.path_of(stored.sha256).write_bytes(b"c0nvention")
    assert not storage.is_intact(stored.sha256, 10)
    storage.put(io.BytesIO(b"convention"))
    assert storage.is_intact(stored.sha256, 10)


def test_it_is_on_the_disk_before_it_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def noted_rename(path: Path, to: Any) -> Path:
        steps.append("named")
        return rename(path, to)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_rename)
    storage.put(io.BytesIO(b"x"))
    assert steps == ["file", "named", "folder", "folder", "folder"]


def test_a_disk_that_refuses_is_told(place: Path) -> None:
    (place.parent / "documents").write_text("not a folder: no file can be written under it")
    with pytest.raises(Unavailable, match="n’a pas pu être gardé"):
        storage.put(io.BytesIO(b"x"))
