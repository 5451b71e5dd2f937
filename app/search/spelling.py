"""« Vouliez-vous dire… »: the nearest known word of each word typed. Proposed, never put in its place."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from app.search.marks import TOKEN
from app.search.words import Asked, plain

LIKENESS = 0.78
SHORTEST = 4


def corrected(asked: Asked, names: Iterable[str]) -> str:
    """The same words, those unknown replaced by the nearest known; empty when none is near."""
    known = vocabulary(names)
    found = [_nearest(word, known) for word in asked.words]
    changed = [new or word for new, word in zip(found, asked.words, strict=True)]
    return " ".join(changed) if any(found) else ""


def vocabulary(names: Iterable[str]) -> dict[str, str]:
    """Each word without accents, and as it is written."""
    return {plain(token[0]): token[0].lower() for name in names for token in TOKEN.finditer(name)}


def _nearest(word: str, known: Mapping[str, str]) -> str:
    """Empty for a word that begins a known one, is a number, or is too short to be sure."""
    if len(word) < SHORTEST or word.isdigit() or any(one.startswith(word) for one in known):
        return ""
    near = [one for one in known if abs(len(one) - len(word)) <= 2]
    best = get_close_matches(word, near, n=1, cutoff=LIKENESS)
    return known[best[0]] if best else ""
