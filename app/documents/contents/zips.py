"""An archive, measured before and while it is unpacked: a small file may hold an enormous one."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from app.documents.contents.kinds import FileKind
from app.documents.contents.rejected import Rejected, incomplete, other_than

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
SMALL = 2 * 2**20
"""Under this size a member may be pressed as hard as it likes: a page of one repeated style is."""
PIECE = 2**20
ENCRYPTED = 0x1
ACCEPTED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PROTECTED = "Ce fichier est protégé par un mot de passe\u00a0: envoyez-le sans, son contenu ne peut pas être vérifié."
TOO_MUCH = "Ce fichier contient bien plus qu’il ne pèse\u00a0: il n’est pas ouvert. Enregistrez-le à nouveau."


@contextmanager
def opened(stream: BinaryIO, kind: FileKind) -> Iterator[zipfile.ZipFile]:
    """Checked as a whole: how many members, how named, how large; each read once against its checksum."""
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        raise other_than(kind.label)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_directory(archive.infolist())
            for member in archive.infolist():
                _check_member(archive, member)
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as fault:
        raise incomplete() from fault


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(each.file_size for each in members) > MAX_UNPACKED:
        raise Rejected(TOO_MUCH)
    if len({each.filename.lower() for each in members}) != len(members):
        raise incomplete()
    for each in members:
        if each.flag_bits & ENCRYPTED:
            raise Rejected(PROTECTED)
        if each.file_size > SMALL and each.file_size > MAX_RATIO * max(each.compress_size, 1):
            raise Rejected(TOO_MUCH)
        if each.compress_type not in ACCEPTED or _leads_elsewhere(each.filename):
            raise incomplete()


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """What is said of its size may lie; its checksum tells."""
    read = 0
    with archive.open(member) as content:
        while piece := content.read(PIECE):
            read += len(piece)
            if read > member.file_size:
                raise incomplete()


def _leads_elsewhere(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
