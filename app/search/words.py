"""What someone typed, as words to find: no accent, no case, elisions and small words left aside, numbers put together.

`plain` and `WORD` say in Python what the functions `normalise` and `search_words` of the database say there.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

MAX_TYPED = 100
MAX_WORDS = 8
MAX_LETTERS = 60
WORD = re.compile(r"[a-z0-9ß-öø-ɏͰ-ӿ]+")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu)'(?=\w)")
SMALL = frozenset(re.findall(r"\w+", "a au aux ce d de des du en et l la le les ou par pour sur un une"))
ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’‘"
PLAIN = str.maketrans(ACCENTED, "aaaaaaceeeeiiiinooooouuuuyy''")
CODE = re.compile(r"(?:odd ?17 )?(?:(\d{4}) )?(\d{1,6})")
NUMBER = re.compile(r"w?\d{6,14}")
SIRET, SIREN = 14, 9


def plain(text: str) -> str:
    """Lower case, no accents, « œ » in two letters."""
    lower = unicodedata.normalize("NFC", text).lower().replace("œ", "oe").replace("æ", "ae")
    return lower.translate(PLAIN)


@dataclass(frozen=True)
class Asked:
    """`words` in the order typed; `number`: the same without spaces, when it can be a SIREN, SIRET or RNA."""

    typed: str
    words: tuple[str, ...]
    number: str = ""

    @classmethod
    def of(cls, typed: str) -> "Asked":
        typed = " ".join(typed.replace("\x00", "").split())[:MAX_TYPED]
        text = plain(typed)
        found = WORD.findall(ELISION.sub("", text))
        return cls(typed, _worth(found)[:MAX_WORDS], _number("".join(WORD.findall(text))))

    @property
    def is_enough(self) -> bool:
        """One letter alone would bring everything; a digit may be the number of a project."""
        return any(len(word) > 1 or word.isdigit() for word in self.words)

    @property
    def phrase(self) -> str:
        """What a title would begin with."""
        return " ".join(WORD.findall(plain(self.typed)))

    @cached_property
    def query(self) -> str:
        """As PostgreSQL reads it: every word begins one of the record. Only letters and digits ever enter."""
        every = " & ".join(_term(word) for word in self.words)
        return " | ".join([f"({every})", *(f"'{number}':*" for number in self._numbers)])

    @property
    def code(self) -> str:
        """A pattern of project codes, when a code or its number was typed: « 12 » is the 012 of any year."""
        found = CODE.fullmatch(self.phrase)
        return f"ODD17-{found[1] or '____'}-{found[2]:0>3}" if found else ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What is shown to have matched."""
        return (*self.words, *self._numbers)

    def without(self, *named: str) -> "Asked":
        """The same without the name of what is looked for (« tranche 2 » among instalments)."""
        kept = tuple(word for word in self.words if word not in named)
        return replace(self, words=kept) if kept else self

    @property
    def _numbers(self) -> tuple[str, ...]:
        """An organisation may be known by the SIREN of the SIRET typed."""
        if not self.number:
            return ()
        return (self.number, self.number[:SIREN]) if len(self.number) == SIRET else (self.number,)


def _worth(found: list[str]) -> tuple[str, ...]:
    """The last word may be the beginning of a longer one: it stays, small or not."""
    kept = [word for word in found[:-1] if word not in SMALL] + found[-1:]
    return tuple(dict.fromkeys(word[:MAX_LETTERS] for word in kept))


def _term(word: str) -> str:
    begins = f"'{word}':*"
    return f"({begins} | '{word:0>3}')" if word.isdigit() and len(word) < 3 else begins


def _number(together: str) -> str:
    return together if NUMBER.fullmatch(together) else ""
