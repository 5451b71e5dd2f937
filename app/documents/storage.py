"""The files themselves, one by content, named by their digest (``ab/cd/abcd…``), apart from all that is served.

A file is whole on the disk before any row names it: written beside, digested on the way, made durable, then renamed.
Two that arrive together with the same content end as one file.
"""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.errors import Unavailable
from app.settings import settings

PIECE = 2**20
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
INCOMING = "incoming"
FULL = "Le fichier n’a pas pu être gardé\u00a0: le disque du Fonds est plein ou ne répond pas. Rien n’est enregistré."


@dataclass(frozen=True)
class Stored:
    sha256: bytes
    size: int


class TooLong(ValueError):  # noqa: N818  (a refusal, not a breakdown)
    """More bytes came than allowed; nothing is kept."""


def folder() -> Path:
    return settings().data_dir / "documents"


def path_of(digest: bytes) -> Path:
    name = digest.hex()
    return folder() / name[:2] / name[2:4] / name


def open_stored(digest: bytes) -> BinaryIO:
    """FileNotFoundError when it is not there."""
    return path_of(digest).open("rb")


def put(stream: BinaryIO, max_bytes: int | None = None) -> Stored:
    """Raises TooLong past ``max_bytes``, Unavailable when the disk refuses."""
    try:
        return _put(stream, max_bytes)
    except OSError as fault:
        raise Unavailable(FULL) from fault


def digest_of(stream: BinaryIO) -> Stored:
    digest, size = sha256(), 0
    while piece := stream.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return Stored(digest.digest(), size)


def is_intact(digest: bytes, size: int) -> bool:
    """Read again from end to end; OSError when it cannot be."""
    with open_stored(digest) as stream:
        return digest_of(stream) == Stored(digest, size)


def stored_files() -> Iterator[Path]:
    """Every file kept, whatever it is, those still arriving left out."""
    for path in sorted(folder().rglob("*")):
        if path.is_file() and path.parent.name != INCOMING:
            yield path


def incoming_files() -> Iterator[Path]:
    """Written in part: an arrival under way, or one that was cut."""
    place = folder() / INCOMING
    yield from (path for path in place.glob("*") if path.is_file())


def remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _put(stream: BinaryIO, max_bytes: int | None) -> Stored:
    arriving = _folder(_folder(folder()) / INCOMING) / secrets.token_hex(16)
    try:
        with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            stored = _copy(stream, file, max_bytes)
            file.flush()
            os.fsync(file.fileno())
        _settle(arriving, path_of(stored.sha256))
    finally:
        arriving.unlink(missing_ok=True)
    return stored


def _copy(stream: BinaryIO, file: BinaryIO, max_bytes: int | None) -> Stored:
    digest, size = sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if max_bytes is not None and size > max_bytes:
            raise TooLong
        digest.update(piece)
        file.write(piece)
    return Stored(digest.digest(), size)


def _settle(arriving: Path, place: Path) -> None:
    """Renamed over one already there: should that one have been altered, it is whole again."""
    for parent in (place.parent.parent, place.parent):
        _folder(parent)
    arriving.replace(place)
    for parent in (place.parent, place.parent.parent, folder()):
        _make_durable(parent)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    return path


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
