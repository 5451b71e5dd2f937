"""The strict XML parser every part read here goes through: no DOCTYPE, so no entity, in whatever encoding it hides."""

from typing import IO
from xml.parsers import expat

from imports.errors import UnreadableFile

CHUNK_BYTES = 64 * 1024
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "

SUSPICIOUS = (
    "Ce classeur contient des éléments inattendus et n’a pas été lu\u202f: recopiez ses feuilles dans un classeur neuf."
)


def strict_parser() -> expat.XMLParserType:
    """Names come as « namespace, space, name », the text between two tags in one piece."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = CHUNK_BYTES
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse(parser: expat.XMLParserType, part: IO[bytes]) -> None:
    """Chunk by chunk, so that a handler that refuses stops the unpacking where it stands."""
    while chunk := part.read(CHUNK_BYTES):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise UnreadableFile(SUSPICIOUS)
