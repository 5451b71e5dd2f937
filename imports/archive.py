"""Looks at a workbook's zip before anything opens it: how much it claims, how much it would unpack, what it hides."""

import zipfile
import zlib
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from xml.parsers import expat

from imports.errors import UnreadableFile
from imports.limits import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_STRUCTURE_ELEMENTS,
    MAX_UNPACKED_BYTES,
    MAX_XML_BYTES,
    RATIO_GRACE_BYTES,
)
from imports.parts import is_xml, refuse_unwanted
from imports.recognised import ENCRYPTED
from imports.xml_events import SUSPICIOUS, parse, strict_parser

ENCRYPTED_FLAG = 0x1
LINK_MODE, MODE_MASK = 0o120000, 0o170000
LOCAL_HEADER_BYTES = 30
READ_APART = ("xl/worksheets/sheet", "xl/sharedstrings", "xl/styles")
LOADED_WHOLE = ("[content_types].xml", "xl/workbook", "xl/_rels/workbook")  # le reste, caches compris, ne l’est jamais

DAMAGED = (
    "Ce classeur est abîmé\u202f: il ne s’ouvre pas. Ouvrez-le dans Excel, enregistrez-le de nouveau au format .xlsx."
)
TOO_BIG_UNPACKED = (
    "Ce classeur prendrait trop de place une fois ouvert\u202f: il n’a pas été lu. "
    "Retirez-en les images et les lignes vides, ou séparez-le en plusieurs."
)
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, expat.ExpatError)


def check_archive(content: bytes, *, is_read_once: bool = True) -> None:
    """Refuses with a sentence; returns when the workbook may be parsed.

    The long parts are left to the readers that go through them next with the same parser, unless told otherwise.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(members)
            refuse_unwanted(archive)
            for member in members:
                if is_xml(member.filename) and not (is_read_once and _starts(member, READ_APART)):
                    _check_part(archive, member)
    except BROKEN as error:
        raise UnreadableFile(DAMAGED) from error


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        raise UnreadableFile(ENCRYPTED)
    _check_sizes(members)
    names = [member.filename.lower() for member in members]
    is_hiding = any(_leaves_the_archive(member) for member in members) or _overlap(members)
    if len(set(names)) < len(names) or is_hiding:
        raise UnreadableFile(SUSPICIOUS)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    """Sizes that lie are harmless: zipfile unpacks no more than the directory says, then finds the checksum wrong."""
    unpacked = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if is_xml(member.filename))
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or xml > MAX_XML_BYTES:
        raise UnreadableFile(TOO_BIG_UNPACKED)
    if any(_inflates_too_much(member) for member in members):
        raise UnreadableFile(TOO_BIG_UNPACKED)


def _inflates_too_much(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_GRACE_BYTES and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def _leaves_the_archive(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (member.external_attr >> 16) & MODE_MASK == LINK_MODE


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Entries that share the same compressed bytes, as the bombs of D. Fifield do."""
    return any(
        before.header_offset + LOCAL_HEADER_BYTES + len(before.filename) + before.compress_size > after.header_offset
        for before, after in pairwise(sorted(members, key=lambda member: member.header_offset))
    )


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Goes through one part to the end: a size that lies fails the checksum, a DOCTYPE is seen in any encoding.

    The elements of a part openpyxl loads whole are counted too.
    """
    parser = strict_parser()
    if _starts(member, LOADED_WHOLE):
        parser.StartElementHandler = ElementCount().add
    with archive.open(member) as part:
        parse(parser, part)


def _starts(member: zipfile.ZipInfo, names: tuple[str, ...]) -> bool:
    return member.filename.lower().startswith(names)


class ElementCount:
    def __init__(self) -> None:
        self._left = MAX_STRUCTURE_ELEMENTS

    def add(self, *_: object) -> None:
        self._left -= 1
        if self._left < 0:
            raise UnreadableFile(TOO_BIG_UNPACKED)
