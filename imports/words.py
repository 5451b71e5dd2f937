"""Comparing what people type: case, accents, apostrophes, dashes and spaces do not count."""

import re
import unicodedata
from functools import lru_cache

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
WORD = re.compile(r"[^\W_]+")  # les lettres et chiffres de `str.isalnum`


def cleaned(text: str) -> str:
    """The text as it should be kept: no invisible character, single spaces, no line break."""
    # U+202F est une espace visible : elle est rendue à l’espace avant que l’on retire les marques invisibles.
    if not text.isprintable():  # sinon rien n’est invisible
        text = CONTROL.sub("", INVISIBLE.sub("", text.replace("\u202f", " ").replace("\u2028", " ")))
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """The key under which two spellings are the same; a text made only of signs keeps its signs."""
    letters = cleaned(text)
    for _ in range(2):  # plier la casse peut rendre un accent, ôter un accent peut rendre une ligature
        if letters.isascii():
            letters = letters.lower()
            break
        decomposed = unicodedata.normalize("NFKD", letters.casefold())
        letters = "".join(each for each in decomposed if not unicodedata.combining(each)).translate(LIGATURES)
    return " ".join(WORD.findall(letters)) or cleaned(text)
