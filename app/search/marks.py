"""The words found, told apart in what is shown; and the piece of a long text around them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.search.words import plain

TOKEN = re.compile(r"[^\W_]+")
BEFORE, AFTER = 60, 140


class Piece(NamedTuple):
    text: str
    is_found: bool


def marked(text: str, marks: Sequence[str]) -> tuple[Piece, ...]:
    """The whole text, cut where a word begins like one of `marks`."""
    pieces, place = [], 0
    for token in TOKEN.finditer(text):
        if is_found(token[0], marks):
            pieces += [Piece(text[place : token.start()], False), Piece(token[0], True)]
            place = token.end()
    return tuple(piece for piece in [*pieces, Piece(text[place:], False)] if piece.text)


def is_found(word: str, marks: Sequence[str]) -> bool:
    known = plain(word)
    return any(known.startswith(mark) or known == mark.zfill(3) for mark in marks)


def excerpt(text: str, marks: Sequence[str]) -> tuple[Piece, ...]:
    """Some 200 letters around the first word found; none when no word of the text is."""
    text = " ".join(text.split())
    first = next((token for token in TOKEN.finditer(text) if is_found(token[0], marks)), None)
    if first is None:
        return ()
    start = _word_start(text, first.start() - BEFORE)
    end = _word_end(text, first.end() + AFTER)
    pieces = marked(text[start:end], marks)
    return (*_dots(start > 0), *pieces, *_dots(end < len(text)))


def _word_start(text: str, place: int) -> int:
    return text.find(" ", place) + 1 if place > 0 else 0


def _word_end(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) if place < len(text) else len(text)


def _dots(cut: bool) -> tuple[Piece, ...]:
    return (Piece("…", False),) if cut else ()
