"""Photographs and drawings of dots: walked from their first mark to their last, without drawing anything."""

import zlib
from typing import BinaryIO

from app.documents.contents.kinds import FileKind
from app.documents.contents.rejected import Rejected, incomplete, other_than

PNG = b"\x89PNG\r\n\x1a\n"
JPEG, END_OF_IMAGE, START_OF_SCAN = b"\xff\xd8\xff", b"\xff\xd9", 0xDA
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
MAX_PIXELS = 100_000_000


def read_png(stream: BinaryIO, kind: FileKind) -> str:
    """Every chunk with its checksum, and nothing after the last."""
    content = stream.read()
    if not content.startswith(PNG):
        raise other_than(kind.label)
    place, name = len(PNG), b""
    while name != b"IEND":
        size, name = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        end = place + 8 + size
        if end + 4 > len(content) or zlib.crc32(content[place + 4 : end]) != int.from_bytes(content[end : end + 4]):
            raise incomplete()
        if name == b"IHDR":
            _not_huge(int.from_bytes(content[place + 8 : place + 12]), int.from_bytes(content[place + 12 : place + 16]))
        place = end + 4
    if place != len(content):
        raise Rejected("Cette image porte autre chose à sa suite\u00a0: enregistrez-la à nouveau.")
    return ""


def read_jpeg(stream: BinaryIO, kind: FileKind) -> str:
    """Its segments up to the drawing itself, then its end. Phones write more after it, which nothing will read."""
    content = stream.read()
    if not content.startswith(JPEG):
        raise other_than(kind.label)
    place = 2
    while content[place + 1 : place + 2] != bytes([START_OF_SCAN]):
        place = _after_segment(content, place)
    if content.find(END_OF_IMAGE, place) < 0:
        raise incomplete()
    return ""


def _after_segment(content: bytes, place: int) -> int:
    if place + 4 > len(content) or content[place] != 0xFF:
        raise incomplete()
    if content[place + 1] in ALONE or content[place + 1] == 0xFF:
        return place + (1 if content[place + 1] == 0xFF else 2)
    return place + 2 + max(2, int.from_bytes(content[place + 2 : place + 4]))


def _not_huge(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Rejected("Cette image compte plus de 100 millions de points\u00a0: réduisez-la.")
