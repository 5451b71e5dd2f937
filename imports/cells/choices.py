"""Cells that hold a word of a list. Each function makes the parser of one list."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from imports.cells.texts import checked, shown_in_full
from imports.faults import UnexpectedCell
from imports.synonyms import CLOSED, INTERREGIONAL
from imports.vocabulary import Terms
from imports.words import cleaned, folded
from imports.workbook import Cell

SEPARATORS = re.compile(r"[;,/\n\r]+")
INTERREGIONAL_KEYS = frozenset(map(folded, INTERREGIONAL))
CLOSED_KEYS = frozenset(map(folded, CLOSED))
NO_REGION = frozenset({"", "-", "–", "—"})
T = TypeVar("T")


@dataclass(frozen=True)
class ListParser(Generic[T]):
    """A parser that knows its list, so that a template may offer it; `several`: one cell holds several of its words."""

    terms: Terms
    read: Callable[[Cell], T]
    several: bool = False

    def __call__(self, cell: Cell) -> T:
        return self.read(cell)


def choice(terms: Terms) -> ListParser[str]:
    def parse(cell: Cell) -> str:
        return _code(terms, shown_in_full(checked(cell, terms.named)))

    return ListParser(terms, parse)


def choices(terms: Terms) -> ListParser[tuple[str, ...]]:
    """Several words in one cell; a label that itself contains a comma or a slash is tried whole first."""

    def parse(cell: Cell) -> tuple[str, ...]:
        whole = shown_in_full(checked(cell, terms.named))
        if code := terms.code_of(whole):
            return (code,)
        words = [part for part in SEPARATORS.split(whole) if cleaned(part)]
        if not words:
            raise UnexpectedCell(terms.named)
        return tuple(dict.fromkeys(_codes(terms, words)))

    return ListParser(terms, parse, several=True)


def region(terms: Terms) -> ListParser[str | None]:
    """None is a project of several regions. A code that lost its zero is refused: 4 is proposed as « 04 »."""

    def parse(cell: Cell) -> str | None:
        word = cleaned(shown_in_full(checked(cell, terms.named)))
        if word in NO_REGION or folded(word) in INTERREGIONAL_KEYS:
            return None
        _refuse_without_zero(terms, word)
        return _code(terms, word)

    return ListParser(terms, parse)


def _refuse_without_zero(terms: Terms, word: str) -> None:
    code = f"0{word}"
    if len(word) == 1 and code in terms.labels:
        raise UnexpectedCell(f"{terms.named}\u202f; peut-être «\u00a0{code}\u00a0» ({terms.labels[code]})\u202f?", code)


def person(terms: Terms) -> ListParser[int]:
    """The number of an account, found by what designates it; the number itself is nothing that one types."""

    def parse(cell: Cell) -> int:
        return int(_code(terms, shown_in_full(checked(cell, terms.named))))

    return ListParser(terms, parse)


def status(terms: Terms) -> ListParser[tuple[str, ...]]:
    """The statuses the word may mean, the retained one first: « Clos » is `termine`, but `capitalise` is closed too."""

    def parse(cell: Cell) -> tuple[str, ...]:
        word = shown_in_full(checked(cell, terms.named))
        code = _code(terms, word)
        return (code, "capitalise") if folded(word) in CLOSED_KEYS else (code,)

    return ListParser(terms, parse)


def _code(terms: Terms, word: str) -> str:
    code = terms.code_of(word)
    if code is None:
        raise UnexpectedCell(terms.expected_for(word), terms.nearest(word))
    return code


def _codes(terms: Terms, words: Sequence[str]) -> Iterator[str]:
    """The first unknown word is told; the whole cell is proposed again when each of its words is near one."""
    for word in words:
        if code := terms.code_of(word):
            yield code
        else:
            labels = [terms.nearest(each) for each in words]
            is_readable = all(labels) and (len(labels) == 1 or not any(map(SEPARATORS.search, labels)))
            raise UnexpectedCell(terms.expected_for(word), "; ".join(labels) if is_readable else "")
