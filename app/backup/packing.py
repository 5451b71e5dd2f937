"""The parts of a backup, one after the other in a tar that any tool reads. Ours accepts not one stray byte."""

import hashlib
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from app.errors import Refused

BLOCK = tarfile.BLOCKSIZE
PIECE = 1 << 20
DUMP = "base.dump"
MANIFEST = "manifest.json"
DOCUMENT = re.compile(r"documents/([0-9a-f]{2})/([0-9a-f]{2})/(\1\2[0-9a-f]{60})")
DAMAGED = "Le fichier est abîmé ou incomplet\u202f: {}."


class Part(NamedTuple):
    name: str
    size: int
    sha256: str


class Hashing:
    """Counts and digests what is read through it."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.size, self.hash = source, 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.size += len(piece)
        self.hash.update(piece)
        return piece


def document_name(sha256: str) -> str:
    return f"documents/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def add(tar: tarfile.TarFile, name: str, source: BinaryIO, size: int) -> Part:
    """Raises OSError when the source ends before its size."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    reading = Hashing(source)
    tar.addfile(entry, cast("BinaryIO", reading))  # only read() is asked of it
    return Part(name, reading.size, reading.hash.hexdigest())


def unpack(stream: BinaryIO, folder: Path) -> list[Part]:
    """Every part, written under `folder` and digested. Refuses any other name, and any byte out of place."""
    return [_written(stream, entry, folder) for entry in _entries(stream)]


def _entries(stream: BinaryIO) -> Iterator[tarfile.TarInfo]:
    while True:
        header = _exactly(stream, BLOCK)
        if not any(header):
            break
        try:
            entry = tarfile.TarInfo.frombuf(header, "utf-8", "strict")
        except tarfile.HeaderError:
            raise Refused(DAMAGED.format("un en-tête ne se lit plus")) from None
        if entry.tobuf(tarfile.GNU_FORMAT) != header or not _is_ours(entry):
            raise Refused(DAMAGED.format("il contient autre chose qu’une sauvegarde"))
        yield entry
    _only_zeros(stream)


def _is_ours(entry: tarfile.TarInfo) -> bool:
    known = entry.name in (DUMP, MANIFEST) or DOCUMENT.fullmatch(entry.name)
    return bool(known) and entry.isreg()


def _written(stream: BinaryIO, entry: tarfile.TarInfo, folder: Path) -> Part:
    target = folder / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise Refused(DAMAGED.format("une partie y est deux fois"))
    digest, left = hashlib.sha256(), entry.size
    with target.open("wb") as out:
        while left:
            piece = _exactly(stream, min(PIECE, left))
            digest.update(piece)
            out.write(piece)
            left -= len(piece)
    if any(_exactly(stream, -entry.size % BLOCK)):
        raise Refused(DAMAGED.format("un octet n’est pas à sa place"))
    return Part(entry.name, entry.size, digest.hexdigest())


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) != size:
        raise Refused(DAMAGED.format("il s’arrête avant la fin"))
    return content


def _only_zeros(stream: BinaryIO) -> None:
    while piece := stream.read(PIECE):
        if any(piece):
            raise Refused(DAMAGED.format("un octet n’est pas à sa place"))
