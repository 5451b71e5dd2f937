"""Finding a person in a text: by its names and addresses, or by digests of them when they are no longer known."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
WORD = re.compile(r"[^\W_]+")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‘": "'"})
LONGEST_NAME = 6  # words
DIGEST_BYTES = 16


class Identity(NamedTuple):
    """Names and addresses, folded (``identity``)."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]

    def every_key(self) -> tuple[str, ...]:
        """Each name also turned round: « Marie Dupont » and « Dupont Marie »."""
        turned = (" ".join(words[n:] + words[:n]) for words in map(str.split, self.names) for n in range(len(words)))
        return tuple(dict.fromkeys((*(f"a:{one}" for one in self.addresses), *(f"n:{one}" for one in turned))))

    @property
    def can_be_erased(self) -> bool:
        """One word alone would take away every namesake."""
        return all(" " in name for name in self.names) and bool(self.addresses or self.names)


def identity(names: Iterable[str], addresses: Iterable[str]) -> Identity:
    """Of what was typed; case, accents, hyphens and doubles do not count."""
    folded = (" ".join(WORD.findall(fold(name))) for name in names)
    return Identity(
        tuple(dict.fromkeys(name for name in folded if name)),
        tuple(dict.fromkeys(one for one in (fold(address).strip() for address in addresses) if one)),
    )


def fold(text: str) -> str:
    """Lower case, without accents; one letter may become two."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.lower())
    return "".join(one for one in spread if not unicodedata.combining(one)).translate(LIGATURES)


class Span(NamedTuple):
    start: int
    end: int
    is_address: bool


@dataclass(frozen=True)
class Matcher:
    """``seal`` turns a key into what ``known`` holds: the key itself, or its digest. ``sizes``: of names, in words."""

    known: frozenset[str] | frozenset[bytes]
    seal: Callable[[str], str | bytes]
    sizes: tuple[int, ...]

    def spans(self, text: str) -> list[Span]:
        """Where the person is named, in order, never overlapping; an address that holds its name goes whole."""
        folded = fold(text)
        addresses = [(one.start(), one.end(), one.group().rstrip(".")) for one in ADDRESS.finditer(folded)]
        found = [Span(start, end, True) for start, end, key in addresses if self._knows(f"a:{key}")]
        for start, end in self._names(folded):
            around = next(((a, b) for a, b, _ in addresses if a <= start and end <= b), None)
            found.append(Span(*around, True) if around else Span(start, end, False))
        return _in_the_text(text, _apart(found)) if found else []

    def is_in(self, text: str) -> bool:
        return bool(self.spans(text))

    def _names(self, folded: str) -> Iterator[tuple[int, int]]:
        words = list(WORD.finditer(folded)) if self.sizes else []
        for size in self.sizes:
            for at in range(len(words) - size + 1):
                run = words[at : at + size]
                if self._knows("n:" + " ".join(word.group() for word in run)):
                    yield run[0].start(), run[-1].end()

    def _knows(self, key: str) -> bool:
        return self.seal(key) in self.known


def by_name(person: Identity) -> Matcher:
    return Matcher(frozenset(person.every_key()), str, tuple(sorted({len(name.split()) for name in person.names})))


def by_digest(salt: bytes, digests: Iterable[bytes]) -> Matcher:
    """Every run of words may be the name: nothing tells how many it has."""
    return Matcher(frozenset(digests), lambda key: digest(salt, key), tuple(range(2, LONGEST_NAME + 1)))


def digest(salt: bytes, key: str) -> bytes:
    return hashlib.blake2b(key.encode(), key=salt, digest_size=DIGEST_BYTES).digest()


def _apart(found: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(set(found), key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _in_the_text(text: str, spans: list[Span]) -> list[Span]:
    """From places in the folded text to places in the text itself."""
    if text.isascii():
        return spans
    places = [at for at, one in enumerate(text) for _ in fold(one)] + [len(text)]
    return [Span(places[span.start], _after(text, places[span.end - 1]), span.is_address) for span in spans]


def _after(text: str, last: int) -> int:
    """With the accents written apart, that belong to the last letter."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
