"""The words of the house, as the pages use them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("glossary.toml")


class Word(NamedTuple):
    """`anchor` is its place on the page: other pages point at `/aide/mots#anchor`."""

    anchor: str
    name: str
    meaning: str


class Theme(NamedTuple):
    title: str
    words: tuple[Word, ...]


@cache
def glossary() -> tuple[Theme, ...]:
    content = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(Theme(theme["titre"], tuple(Word(*word) for word in theme["mots"])) for theme in content["theme"])
