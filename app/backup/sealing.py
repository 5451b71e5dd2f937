"""The file of a backup as a stream, sealed or in clear: nothing is ever whole in memory, nor in clear on the way."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyrage

from app.backup.keys import CannotOpen, Identity, Recipient, is_sealed, opening_keys
from app.errors import Refused

PIECE = 1 << 20


@contextmanager
def sealed_into(file: Path, recipients: Sequence[Recipient]) -> Iterator[BinaryIO]:
    """What is written there ends in the file, on the disk when the block ends."""
    with file.open("wb") as out:
        if recipients:
            with _through(lambda clear: pyrage.encrypt_io(clear, out, list(recipients))) as pipe:
                yield pipe
        else:
            yield out
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def opened(file: Path, identities: Sequence[Identity]) -> Iterator[BinaryIO]:
    """What the file holds. Read to its end even when the block stops before: its last seal counts."""
    keys = opening_keys(file, identities)
    with file.open("rb") as raw:
        if is_sealed(file):
            with _from(lambda clear: pyrage.decrypt_io(raw, clear, list(keys))) as pipe:
                yield pipe
        else:
            yield raw


@contextmanager
def _through(work: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """A pipe whose other end is read by `work`, in a thread of its own. Its fault is the one that is told."""
    for_work, for_block = os.pipe()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(_with, os.fdopen(for_work, "rb"), work)
        try:
            with os.fdopen(for_block, "wb") as pipe:
                yield pipe
        except BrokenPipeError:  # `work` stopped reading: it knows why
            done.result()
            raise
        done.result()


@contextmanager
def _from(work: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    for_block, for_work = os.pipe()
    with ThreadPoolExecutor(1) as thread:
        done = thread.submit(_with, os.fdopen(for_work, "wb"), work)
        with os.fdopen(for_block, "rb") as pipe:
            try:
                yield pipe
            except BaseException:
                _drain(pipe)
                _tell(done)
                raise
            _drain(pipe)
        _tell(done)


def _with(end: BinaryIO, work: Callable[[BinaryIO], None]) -> None:
    with suppress(BrokenPipeError), end:
        work(end)


def _drain(pipe: BinaryIO) -> None:
    while pipe.read(PIECE):
        pass


def _tell(done: "Future[None]") -> None:
    try:
        done.result()
    except pyrage.DecryptError:
        raise CannotOpen("Cette clé n’ouvre pas ce fichier\u202f: il a été chiffré pour une autre.") from None
    except OSError as fault:
        raise Refused("Le fichier est abîmé ou incomplet\u202f: son sceau ne correspond plus à son contenu.") from fault
