"""One received file: its suffix, its size, then its content, read once by the family of its kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from app.documents.contents import images, office, pdf, texts
from app.documents.contents.kinds import HIDDEN, KINDS, FileKind
from app.documents.contents.rejected import Rejected

__all__ = ["Checked", "Rejected", "check"]

Reader = Callable[[BinaryIO, FileKind], str]
READERS: dict[str, Reader] = {
    "pdf": pdf.read,
    "ooxml": office.read_ooxml,
    "odf": office.read_odf,
    "jpeg": images.read_jpeg,
    "png": images.read_png,
    "text": texts.read,
}
ARCHIVES = ("ooxml", "odf")
END_OF_ARCHIVE, REACH = b"PK\x05\x06", 65_557
TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, texte et CSV"


@dataclass(frozen=True)
class Checked:
    """``warning``: a sentence for people, when something of it deserves one; mostly empty."""

    media_type: str
    size: int
    warning: str


def check(name: str, stream: BinaryIO, max_bytes: int) -> Checked:
    """Raises ``Rejected`` with a French sentence. The stream comes back to its beginning."""
    kind = kind_of(name)
    size = size_of(stream, max_bytes)
    if kind.family not in ARCHIVES and _has_archive_behind(stream, size):
        raise Rejected(
            "Une archive est cachée à la fin de ce fichier\u00a0: enregistrez-le à nouveau, puis renvoyez-le."
        )
    warning = READERS[kind.family](stream, kind)
    stream.seek(0)
    media_type = kind.media_type
    if kind.family == "text":
        media_type = f"{media_type}; charset={texts.charset(stream, kind)}"
        stream.seek(0)
    return Checked(media_type, size, warning)


def kind_of(name: str) -> FileKind:
    *before, suffix = name.lower().split(".")
    kind = KINDS.get(suffix) if before else None
    if kind is None:
        shown = f"«\u00a0.{suffix}\u00a0»" if before else "sans extension"
        raise Rejected(f"Un fichier {shown} n’est pas accepté. Acceptés\u00a0: {TAKEN}.")
    hidden = next((each for each in before[1:] if each in HIDDEN), None)
    if hidden:
        raise Rejected(
            f"Son nom porte deux extensions (.{hidden}.{suffix})\u00a0: renommez-le s’il est bien ce qu’il dit."
        )
    return kind


def size_of(stream: BinaryIO, max_bytes: int) -> int:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size == 0:
        raise Rejected("Ce fichier est vide.")
    if size > max_bytes:
        raise Rejected(f"Ce fichier dépasse {max_bytes // 2**20}\u00a0Mo.")
    return size


def _has_archive_behind(stream: BinaryIO, size: int) -> bool:
    """Two formats in one file: read as the one by a person, as the other by a program."""
    stream.seek(max(0, size - REACH))
    found = END_OF_ARCHIVE in stream.read()
    stream.seek(0)
    return found
