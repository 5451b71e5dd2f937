"""How much two names look alike, without a database: words, then groups of three letters."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

ARTICLES = {"l", "d", "de", "du", "des", "la", "le", "les", "un", "une", "et", "en"}
PREPOSITIONS = {"a", "au", "aux", "pour", "par", "sur"}
LEGAL_FORMS = {"association", "asso", "sarl", "sas", "sasu", "sa", "snc", "eurl", "scic", "scop"}
SILENT = frozenset(ARTICLES | PREPOSITIONS | LEGAL_FORMS)
WORD = re.compile(r"[a-z0-9]+")
MANY = 25
"""Past this number of organisations a word says nothing any more: those of one département only are compared."""
SAME_COMMUNE, SAME_DEPARTEMENT, NO_PLACE = 0.7, 0.75, 0.8


@dataclass(frozen=True, slots=True)
class Named:
    """A name already without capitals and accents; its place when it is known."""

    id: int
    name: str
    commune: str = ""
    departement: str = ""
    place_name: str = ""

    @property
    def in_one_word(self) -> str:
        """« Éco-Tri » and « EcoTri » are one name."""
        return "".join(word for word in WORD.findall(self.name) if word not in SILENT) or self.name

    @property
    def words(self) -> frozenset[str]:
        """Those that tell: without articles, legal forms, nor the name of the commune."""
        found = frozenset(WORD.findall(self.name))
        telling = found - SILENT
        return telling - frozenset(WORD.findall(self.place_name)) or telling or found


@dataclass(frozen=True, slots=True)
class Compared:
    """A name, and what of it is compared with others."""

    named: Named
    words: frozenset[str]
    figures: frozenset[str]
    letters: frozenset[str]
    joined: str
    keys: frozenset[str]
    """Only names that share one of them may be close: a word, its beginning or its end, or all the letters."""

    @classmethod
    def of(cls, named: Named) -> "Compared":
        words = named.words
        figures = frozenset(word for word in words if not word.isalpha())
        joined = named.in_one_word
        keys = frozenset((joined, *(key for word in words for key in _keys(word))))
        return cls(named, words, figures, _threes(words), joined, keys)


def alike(names: Iterable[Named]) -> dict[tuple[int, int], float]:
    """The pairs of names close enough to be asked about, from 0 to 1; ids in order."""
    known = {one.id: Compared.of(one) for one in names}
    found = {}
    for first, second in _candidates(known):
        nearness = nearness_of(known[first], known[second])
        if nearness is not None:
            found[first, second] = nearness
    return found


def nearness_of(one: Compared, other: Compared) -> float | None:
    """None when the names are not close enough for where they are."""
    wanted = _wanted(one.named, other.named)
    if wanted is None or one.figures != other.figures:  # « Lycée 1 » n’est pas « Lycée 2 »
        return None
    nearness = 1.0 if one.joined == other.joined else _nearness(one.letters, other.letters)
    if wanted == SAME_COMMUNE and _contains(one.words, other.words):
        nearness = max(nearness, wanted)
    return nearness if nearness >= wanted else None


def _candidates(known: Mapping[int, Compared]) -> set[tuple[int, int]]:
    """Pairs that share a key rare enough."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number in sorted(known):
        for key in known[number].keys:
            blocks[key].append(number)
    return {pair for block in blocks.values() for small in _split(block, known) for pair in combinations(small, 2)}


def _keys(word: str) -> tuple[str, ...]:
    return (word,) if len(word) < 5 else (f"{word[:4]}-", f"{word[0]}-{word[-3:]}")


def _split(block: list[int], known: Mapping[int, Compared]) -> Iterator[list[int]]:
    if len(block) <= MANY:
        yield block
        return
    for place in ("departement", "commune"):
        by_place: dict[str, list[int]] = defaultdict(list)
        for number in block:
            by_place[getattr(known[number].named, place)].append(number)
        by_place.pop("", None)
        yield from (small for small in by_place.values() if len(small) <= MANY)


def _wanted(one: Named, other: Named) -> float | None:
    """How close names must be, the nearer the places the less; none when the places differ."""
    if not one.departement or not other.departement:
        return NO_PLACE
    if one.commune and one.commune == other.commune:
        return SAME_COMMUNE
    return SAME_DEPARTEMENT if one.departement == other.departement else None


def _contains(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = one & other
    return shared in (one, other) and sum(map(len, shared)) >= 6


def _threes(words: frozenset[str]) -> frozenset[str]:
    return frozenset(f"  {word} "[start : start + 3] for word in words for start in range(len(word) + 1))


def _nearness(one: frozenset[str], other: frozenset[str]) -> float:
    if 2 * min(len(one), len(other)) < SAME_COMMUNE * (len(one) + len(other)):
        return 0.0  # the shorter cannot hold enough of the longer
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
