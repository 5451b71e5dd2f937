"""A PDF: whole, alone in its file, and without anything that acts by itself.

Names of actions are looked for outside the streams and inside the compressed objects; drawings and fonts are not read.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from app.documents.contents.kinds import FileKind
from app.documents.contents.rejected import Rejected, incomplete, other_than

STREAM = re.compile(rb"stream\r?\n")
END = b"endstream"
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
ACTS = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|Flash)(?![A-Za-z0-9])")
CARRIES = re.compile(rb"/(EmbeddedFiles?|FileAttachment)(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
TAIL, DICTIONARY = 2048, 4096
MAX_OBJECTS = 50 * 2**20
RUNS = "Ce PDF contient un programme ou lance une action\u00a0: imprimez-le en PDF, puis envoyez la copie."
ATTACHED = "Ce PDF porte des fichiers joints\u00a0: ne les ouvrez que si vous savez d’où ils viennent."
CLOSED = "Ce PDF est protégé\u00a0: son contenu n’a pas pu être entièrement examiné."


def read(stream: BinaryIO, kind: FileKind) -> str:
    content = stream.read()
    if not content.startswith(b"%PDF-"):
        raise other_than(kind.label)
    if b"%%EOF" not in content[-TAIL:] or b"startxref" not in content[-TAIL:]:
        raise incomplete()
    said = b"\n".join(_dictionaries(content))
    is_locked = LOCKED.search(said) is not None
    if not is_locked:
        said += b"\n".join(_held_objects(content))
    if ACTS.search(said):
        raise Rejected(RUNS)
    if is_locked:
        return CLOSED
    return ATTACHED if CARRIES.search(said) else ""


def _dictionaries(content: bytes) -> Iterator[bytes]:
    """Everything but the streams."""
    place = 0
    for begin, end in _streams(content):
        yield _written_out(content[place:begin])
        place = end
    yield _written_out(content[place:])


def _held_objects(content: bytes) -> Iterator[bytes]:
    """Objects kept in a stream, pressed or not; what does not unpack cannot be examined, and is refused."""
    left = MAX_OBJECTS
    for begin, end in _streams(content):
        about = _written_out(content[max(0, begin - DICTIONARY) : begin].rpartition(b" obj")[2])
        if b"/ObjStm" in about:
            held = _inflated(content[begin:end], left) if b"/Filter" in about else content[begin:end]
            left -= len(held)
            yield _written_out(held)


def _streams(content: bytes) -> Iterator[tuple[int, int]]:
    place = 0
    while found := STREAM.search(content, place):
        end = content.find(END, found.end())
        end = len(content) if end < 0 else end
        yield found.end(), end
        place = end + len(END)


def _inflated(pressed: bytes, most: int) -> bytes:
    worker = zlib.decompressobj()
    try:
        held = worker.decompress(pressed, max(most, 1))
    except zlib.error as fault:
        raise incomplete() from fault
    if worker.unconsumed_tail:
        raise incomplete()
    return held


def _written_out(part: bytes) -> bytes:
    """« /J#61vaScript » is « /JavaScript »."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
