"""What is told of a record found, and what it takes to tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.search.marks import Piece, excerpt, marked
from app.search.queries import Reader
from app.search.words import Asked
from app.web.filters import date_fr
from evaluation import Grid

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Hit:
    """`title` and `quote` are cut in pieces, those found apart. `badge`: its tone and its words."""

    address: str
    title: tuple[Piece, ...]
    about: tuple[str, ...]
    quote: tuple[Piece, ...] = ()
    badge: tuple[str, str] | None = None


@dataclass(frozen=True)
class Telling:
    """Beside the facts: what was asked, who reads, and the grids of the comments."""

    asked: Asked
    reader: Reader
    grids: Mapping[str, Grid]

    def marked(self, text: str) -> tuple[Piece, ...]:
        return marked(text, self.asked.marks)

    def quote(self, *texts: str) -> tuple[Piece, ...]:
        """The first of these texts in which a word is found."""
        return next((found for text in texts if (found := excerpt(text, self.asked.marks))), ())


def some(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def of_project(facts: Facts) -> str:
    return f"{facts['project']} {facts['project_title']}"


def day(value: str | None) -> str:
    return date_fr(date.fromisoformat(value)) if value else ""


def moment(value: str) -> str:
    return date_fr(datetime.fromisoformat(value))
