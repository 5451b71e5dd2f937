"""Looks at a workbook's zip before anything opens it: how much it claims, how much it would unpack, what it hides."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from imports.errors import UnreadableFile
from imports.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_GRACE_BYTES

ENCRYPTED_FLAG = 0x1
CHUNK_BYTES = 64 * 1024

DAMAGED = (
    "Ce classeur est abîmé\u202f: il ne s’ouvre pas. Ouvrez-le dans Excel, enregistrez-le de nouveau au format .xlsx."
)
TOO_BIG_UNPACKED = "Ce classeur prendrait trop de place une fois ouvert\u202f: il n’a pas été lu."
SUSPICIOUS = "Ce classeur contient des éléments inattendus et n’a pas été lu."
ENCRYPTED = "Ce classeur est protégé par un mot de passe\u202f: enregistrez-le sans mot de passe."
MACROS = "Ce classeur contient des macros\u202f: enregistrez-le au format .xlsx, sans macro."
NOT_XLSX = "Ce fichier n’est pas un classeur .xlsx\u202f: enregistrez-le dans ce format depuis Excel ou LibreOffice."


def check_archive(content: bytes) -> None:
    """Refuses with a sentence; returns when the workbook may be parsed."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            _check_kind(archive, {member.filename for member in members})
            for member in members:
                _check_part(archive, member)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableFile(DAMAGED) from error


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise UnreadableFile(ENCRYPTED)
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UnreadableFile(TOO_BIG_UNPACKED)
    if any(_inflates_too_much(member) for member in members):
        raise UnreadableFile(TOO_BIG_UNPACKED)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_leaves_the_archive(name) for name in names):
        raise UnreadableFile(SUSPICIOUS)


def _inflates_too_much(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_GRACE_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def _leaves_the_archive(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "[Content_Types].xml" not in names or "xl/workbook.bin" in names:
        raise UnreadableFile(NOT_XLSX)
    types = archive.read("[Content_Types].xml").lower()
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroenabled" in types:
        raise UnreadableFile(MACROS)


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpacks one part to the end: a size that lies fails the checksum, a DOCTYPE is seen in any encoding."""
    parser = expat.ParserCreate() if member.filename.lower().endswith((".xml", ".rels")) else None
    if parser:
        parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(member) as part:
            while chunk := part.read(CHUNK_BYTES):
                if parser:
                    parser.Parse(chunk, False)
        if parser:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnreadableFile(DAMAGED) from error


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFile(SUSPICIOUS)
