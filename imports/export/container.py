"""A zip of parts packed beforehand: their sizes and sums are known, so that nothing is packed twice nor read back.

No clock: every part is dated the first day the format knows. Equal parts give equal bytes.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
VERSION, PLAIN, DEFLATED, FIRST_DAY = 20, 0, 8, 1 << 5 | 1
LIMIT = 1 << 32
POLYNOMIAL = 0xEDB88320


class TooLargeError(ValueError):
    """What a workbook cannot hold."""


@dataclass(frozen=True)
class Piece:
    """Deflated bytes that begin on a byte and need nothing of what precedes them."""

    crc: int
    size: int
    packed: BinaryIO
    packed_size: int

    def chunks(self) -> Iterator[bytes]:
        self.packed.seek(0)
        while chunk := self.packed.read(1 << 20):
            yield chunk


@dataclass(frozen=True)
class Part:
    name: str
    pieces: tuple[Piece, ...]

    @property
    def size(self) -> int:
        return sum(piece.size for piece in self.pieces)

    @property
    def packed_size(self) -> int:
        return sum(piece.packed_size for piece in self.pieces)

    @property
    def crc(self) -> int:
        total = 0
        for piece in self.pieces:
            total = joined_crc(total, piece.crc, piece.size)
        return total

    @property
    def facts(self) -> tuple[int, int, int]:
        return self.crc, self.packed_size, self.size


def write_zip(out: BinaryIO, parts: Iterable[Part]) -> None:
    directory, at = [], 0
    for part in parts:
        name, facts = part.name.encode("ascii"), part.facts
        if at + part.size >= LIMIT:
            raise TooLargeError("Ce classeur est trop grand pour un seul fichier.")
        out.write(LOCAL.pack(b"PK\3\4", VERSION, PLAIN, DEFLATED, 0, FIRST_DAY, *facts, len(name), 0) + name)
        for piece in part.pieces:
            for chunk in piece.chunks():
                out.write(chunk)
        entry = CENTRAL.pack(
            b"PK\1\2", VERSION, VERSION, PLAIN, DEFLATED, 0, FIRST_DAY, *facts, len(name), 0, 0, 0, 0, 0, at
        )
        directory.append(entry + name)
        at += LOCAL.size + len(name) + part.packed_size
    whole = b"".join(directory)
    out.write(whole + END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(whole), at, 0))


def packed(content: bytes, *, last: bool) -> Piece:
    """`last`: nothing follows in the part."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    done = deflate.compress(content) + deflate.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)
    return Piece(zlib.crc32(content), len(content), BytesIO(done), len(done))


def copied(archive: ZipFile, info: ZipInfo) -> Piece:
    """A deflated part of another zip, as it was packed there."""
    source = archive.fp
    if source is None or info.compress_type != DEFLATED:
        return packed(archive.read(info), last=True)
    source.seek(info.header_offset)
    *_, name, extra = LOCAL.unpack(source.read(LOCAL.size))
    source.seek(name + extra, 1)
    return Piece(info.CRC, info.file_size, BytesIO(source.read(info.compress_size)), info.compress_size)


def joined_crc(first: int, second: int, size: int) -> int:
    """The CRC-32 of two texts one after the other; `size`, of the second, in bytes."""
    if not first:
        return second
    for place in range(size.bit_length()):
        if size >> place & 1:
            first = _times(first, SHIFTS[place])
    return first ^ second


def _times(one: int, other: int) -> int:
    """Product of two polynomials, modulo that of CRC-32."""
    product, bit = 0, 1 << 31
    while bit:
        if one & bit:
            product ^= other
        other = other >> 1 ^ POLYNOMIAL if other & 1 else other >> 1
        bit >>= 1
    return product


def _shifts() -> Iterator[int]:
    """x to the power of 8, 16, 32… : what one, two, four… bytes more do to a sum."""
    power = 1 << 23  # the last coefficient comes first
    for _ in range(LIMIT.bit_length()):
        yield power
        power = _times(power, power)


SHIFTS = tuple(_shifts())
