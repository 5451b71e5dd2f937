"""Opens what was sent, each file in its own bounded process, before anything is asked of the database."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from threading import BoundedSemaphore

from imports.errors import UnreadableFile
from imports.offline.reading import Marks, marks_of
from imports.workbook import Workbook, read_workbook

MAX_FILES = 20
AT_ONCE = 2
PATIENCE = 60.0
TOO_BUSY = "D’autres classeurs sont en cours de lecture\u202f: envoyez celui-ci de nouveau dans une minute."
NOT_OURS = (
    "Ce fichier n’est pas un classeur préparé par le Fonds, ou il a perdu ses repères\u202f: repartez du classeur "
    "téléchargé, et enregistrez-le au format .xlsx depuis Excel ou LibreOffice."
)

_doors = BoundedSemaphore(AT_ONCE)
"""Readers at work in this process, whoever sent the files: hostile ones must not fill the machine."""


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True)
class Opened:
    """One file: its workbook and what it says of itself, or the sentence that refuses it."""

    name: str
    digest: str
    workbook: Workbook | None = None
    marks: Marks | None = None
    refusal: str = ""


def open_all(uploads: Sequence[Upload]) -> list[Opened]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(open_one, uploads))


def open_one(upload: Upload) -> Opened:
    digest = sha256(upload.content).hexdigest()
    if not _doors.acquire(timeout=PATIENCE):
        return Opened(upload.name, digest, refusal=TOO_BUSY)
    try:
        workbook = read_workbook(upload.content)
    except UnreadableFile as unreadable:
        return Opened(upload.name, digest, refusal=unreadable.sentence)
    finally:
        _doors.release()
    marks = marks_of(workbook)
    if marks is None:
        return Opened(upload.name, digest, refusal=NOT_OURS)
    return Opened(upload.name, digest, workbook, marks)
