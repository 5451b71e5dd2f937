"""A drawn page with holes for what is never kept: the nonce of an answer, the token of a session."""

import re
import secrets
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from struct import pack
from typing import NamedTuple

from app.web.packing import HEAD, MOST_PADDING

LEVEL = 6
WINDOW = 32_768  # how far back the format may look
BLANK = b"\0"  # in no page: nothing is ever copied from a hole
END = b"\3\0"


class Secrets(NamedTuple):
    nonce: bytes
    token: bytes


class Pieces:
    """What stands between the holes; `holes` says which secret fills the one after each piece but the last."""

    def __init__(self, content: bytes, held: Secrets) -> None:
        found = re.split(b"(%s)" % b"|".join(map(re.escape, held)), content)
        self._plain: Sequence[bytes] = found[::2]
        self._holes: Sequence[int] = [held.index(one) for one in found[1::2]]
        self._widths = [len(one) for one in held]

    def filled(self, given: Secrets) -> bytes:
        return b"".join(_between(self._plain, [given[hole] for hole in self._holes]))

    def gzipped(self, given: Secrets) -> bytes:
        """As `app.web.packing.gzipped`, each piece compressed once for all."""
        content = self.filled(given)
        stored = [_stored(one) for one in given]
        name = b"." * secrets.randbelow(MOST_PADDING) + b"\0"
        middle = _between(self._packed, [stored[hole] for hole in self._holes])
        return b"".join((HEAD, name, *middle, END, pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)))

    @cached_property
    def _packed(self) -> Sequence[bytes]:
        return list(self._compress())

    def _compress(self) -> Iterator[bytes]:
        """Each may copy from those before, as far as the format looks back, over holes as wide as what fills them."""
        before = b""
        for place, piece in enumerate(self._plain):
            yield _compressed(piece, before[-WINDOW:])
            before += piece
            if place < len(self._holes):
                before += BLANK * self._widths[self._holes[place]]


def _between(pieces: Iterable[bytes], fills: Iterable[bytes]) -> Iterator[bytes]:
    left = iter(fills)
    for piece in pieces:
        yield piece
        yield next(left, b"")


def _compressed(piece: bytes, before: bytes) -> bytes:
    machine = zlib.compressobj(
        LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY, before
    )
    return machine.compress(piece) + machine.flush(zlib.Z_SYNC_FLUSH)


def _stored(content: bytes) -> bytes:
    return pack("<BHH", 0, len(content), 0xFFFF - len(content)) + content
