"""Plain text: characters and line ends, nothing that a browser or a machine would take for something else."""

import re
from typing import BinaryIO

import puremagic

from app.documents.contents.kinds import FileKind
from app.documents.contents.rejected import other_than

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
PAGE = re.compile(r"\s*(<[!?a-z]|#!)", re.IGNORECASE)
TEXTS = frozenset({".txt", ".csv", ".eml", ".md", ".tsv"})
SURE = 0.4
HEAD = 4096


def read(stream: BinaryIO, kind: FileKind) -> str:
    content = stream.read()
    text, _ = decoded(content, kind)
    if CONTROLS.search(text) or PAGE.match(text) or _seems_other(content[:HEAD]):
        raise other_than(kind.label)
    return ""


def charset(stream: BinaryIO, kind: FileKind) -> str:
    return decoded(stream.read(), kind)[1]


def decoded(content: bytes, kind: FileKind) -> tuple[str, str]:
    """The text and its charset: UTF-8, what Excel calls Unicode, or Windows in French."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        tried = [("utf-16", "utf-16")]
    else:
        tried = [("utf-8-sig", "utf-8"), ("cp1252", "windows-1252")]
    for codec, name in tried:
        try:
            return content.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise other_than(kind.label)


def _seems_other(head: bytes) -> bool:
    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return False
    return any(match.confidence >= SURE and match.extension not in TEXTS for match in found)
