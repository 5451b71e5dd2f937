"""Rows packed in a thread of their own while the next ones are written: zlib leaves the interpreter free meanwhile."""

import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import BinaryIO, cast

from imports.export.container import Piece

LEVEL = 1
IN_MEMORY = 1 << 19
"""Bytes of a sheet kept before it goes on disk: a workbook has fifteen of them, all waiting for the last."""
WORTH_A_TURN = 1 << 18
"""Bytes below which the thread would cost more than it spares."""
AHEAD = 3
"""Chunks that may wait: what is written faster than it is packed must not fill the memory."""


class Packer:
    """One thread for all the sheets of a workbook."""

    def __enter__(self) -> "Packer":
        self.pool = ThreadPoolExecutor(1, "classeur")
        self.files: list[BinaryIO] = []
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.pool.shutdown(cancel_futures=True)
        for file in self.files:
            file.close()

    def stream(self) -> "Stream":
        return Stream(self)


class Stream:
    """The bytes of one sheet, given in chunks."""

    def __init__(self, packer: Packer) -> None:
        self.pool = packer.pool
        self.file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
        packer.files.append(self.file)
        self.deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self.crc = self.size = self.packed_size = 0
        self.held: list[bytes] = []
        self.held_size = 0
        self.waiting: deque[Future[None]] = deque()

    def write(self, chunk: bytes) -> None:
        self.held.append(chunk)
        self.held_size += len(chunk)
        if self.held_size >= WORTH_A_TURN:
            self.waiting.append(self.pool.submit(self._pack, b"".join(self.held)))
            self.held, self.held_size = [], 0
        if len(self.waiting) > AHEAD:
            self.waiting.popleft().result()

    def piece(self) -> Piece:
        """All that was written; nothing more may follow."""
        while self.waiting:
            self.waiting.popleft().result()
        self._pack(b"".join(self.held))
        self._keep(self.deflate.flush(zlib.Z_FULL_FLUSH))
        return Piece(self.crc, self.size, self.file, self.packed_size)

    def _pack(self, chunk: bytes) -> None:
        self.crc = zlib.crc32(chunk, self.crc)
        self.size += len(chunk)
        self._keep(self.deflate.compress(chunk))

    def _keep(self, done: bytes) -> None:
        self.packed_size += len(done)
        self.file.write(done)
