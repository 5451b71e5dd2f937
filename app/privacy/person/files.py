"""The texts inside files: workbooks, documents, mails, plain texts. What cannot be read is said, never passed over."""

import email
import html
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from email.policy import default
from io import BytesIO
from pathlib import Path

from app.privacy.matching import Matcher
from app.privacy.person.scanning import strings

MOST_BYTES = 64 * 1024 * 1024  # unpacked, of one file
READ_MEMBERS = (".xml", ".txt", ".csv", ".json", ".html", ".rels")
TAGS = re.compile(r"<[^>]*>")
UNREADABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")


class Unreadable(ValueError):  # noqa: N818
    """An image, a PDF, an old Office file, or too much of anything: somebody has to look."""


def names(content: bytes, matcher: Matcher) -> bool:
    """Whether the person is named in it; raises Unreadable."""
    return any(matcher.is_in(text) for text in texts(content))


def texts(content: bytes) -> Iterator[str]:
    if content.startswith(UNREADABLE):
        raise Unreadable
    if content.startswith(b"PK"):
        yield from _members(content)
    elif content.startswith(b"x") and (inflated := _inflated(content)) is not None:
        yield from _read_json(_decoded(inflated))
    else:
        yield _decoded(content)


def mail_texts(path: Path) -> Iterator[str]:
    """Headers and bodies of a letter that waits in the outbox, decoded."""
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    yield " ".join(str(value) for value in message.values())
    for part in message.walk():
        if part.get_content_maintype() == "text":
            yield TAGS.sub(" ", html.unescape(str(part.get_content())))


def _members(content: bytes) -> Iterator[str]:
    room = MOST_BYTES
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            for member in packed.infolist():
                yield member.filename
                if member.filename.lower().endswith(READ_MEMBERS):
                    with packed.open(member) as stream:
                        unpacked = stream.read(room + 1)
                    room -= len(unpacked)
                    if room < 0:
                        raise Unreadable
                    yield html.unescape(TAGS.sub(" ", _decoded(unpacked)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error) as fault:
        raise Unreadable from fault


def _inflated(content: bytes) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content, MOST_BYTES)
    except zlib.error:
        return None
    if unpacking.unconsumed_tail:
        raise Unreadable
    return found


def _read_json(text: str) -> Iterator[str]:
    """What was read of a workbook: its letters with accents may be written as numbers."""
    try:
        yield from strings(json.loads(text))
    except ValueError:
        yield text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
