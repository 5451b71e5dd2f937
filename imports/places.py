"""Communes of the official geographic code, read only when a sheet names one."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from imports.words import folded

WORD = re.compile(r"[a-z0-9]+")
SHORT = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    label: str
    departement: str

    @property
    def id(self) -> str:
        """Its number in the table of territories."""
        return f"commune-{self.code}"

    @property
    def named(self) -> str:
        return f"{self.label} ({self.code})"


Rows = Iterable[tuple[str, str, str, str]]
"""Code, name, département, and the name without capitals nor accents."""


class Places:
    """`load` is called once, the first time a commune is looked for: there are 35 000 of them."""

    def __init__(self, load: Callable[[], Rows] = tuple) -> None:
        self._load = load

    @classmethod
    def of(cls, *communes: Commune) -> "Places":
        return cls(lambda: [(each.code, each.label, each.departement, folded(each.label)) for each in communes])

    @cached_property
    def _rows(self) -> list[tuple[str, str, str, str]]:
        return [(code, label, departement, search) for code, label, departement, search in self._load()]

    @cached_property
    def _by_code(self) -> dict[str, tuple[str, str, str]]:
        return {code: (code, label, departement) for code, label, departement, _ in self._rows}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for code, _, _, search in self._rows:
            found[_words(search)].append(code)
        return found

    def get(self, code: str) -> Commune | None:
        found = self._by_code.get(code)
        return Commune(*found) if found else None

    def of_id(self, number: str | None) -> Commune | None:
        return self.get(number.removeprefix("commune-")) if number else None

    def named(self, name: str) -> tuple[Commune, ...]:
        """All the communes of that name; « St » is « Saint »."""
        codes = self._by_name.get(_words(folded(name)), ())
        return tuple(Commune(*self._by_code[code]) for code in codes)


def _words(search: str) -> str:
    return " ".join(SHORT.get(word, word) for word in WORD.findall(search))


def departement_of(code: str) -> str:
    """That of a commune or of a postal code; both islands of Corsica share the postal codes in 20."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]
