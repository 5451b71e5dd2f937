"""A sheet being made: the columns it keeps, and where formulas find them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from imports.export.sheets import Column, DataSheet, Row

FIRST = 2
"""Row of the first line of every table: the header is on row 1."""


def letter(place: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def quoted(title: str) -> str:
    """A title as formulas write it: quoted unless it is plain letters and digits that cannot be taken for a cell."""
    plain = title.isascii() and title.isalpha()
    return title if plain else "'" + title.replace("'", "''") + "'"


@dataclass(frozen=True)
class Table:
    """`places`: which of all its columns are kept, in order."""

    title: str
    name: str
    every: Sequence[Column]
    places: tuple[int, ...]
    help: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self.every[place] for place in self.places)

    @cached_property
    def prefix(self) -> str:
        return quoted(self.title) + "!"

    @cached_property
    def letters(self) -> dict[str, str]:
        return {column.header: letter(place) for place, column in enumerate(self.columns)}

    def cell(self, header: str, row: int) -> str:
        """« Scores!F12 »."""
        return f"{self.prefix}{self.letters[header]}{row}"

    def span(self, header: str, first: int, last: int) -> str:
        """« Scores!F2:F9 »."""
        own = self.letters[header]
        return f"{self.prefix}{own}{first}:{own}{last}"

    def fixed(self, header: str, first: int, last: int) -> str:
        """« Scores!$F$2:$F$9 »."""
        own = self.letters[header]
        return f"{self.prefix}${own}${first}:${own}${last}"

    def sheet(self, rows: Iterable[Row]) -> DataSheet:
        """`rows` bear every column; only those kept are written."""
        return DataSheet(self.title, self.name, self.columns, self.narrowed(rows), self.help)

    def narrowed(self, rows: Iterable[Row]) -> Iterable[Row]:
        return rows if len(self.places) == len(self.every) else self._picked(rows)

    def _picked(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            yield tuple(row[place] for place in self.places)


def table(
    title: str,
    name: str,
    columns: Sequence[Column],
    help: str = "",
    asked: Collection[str] = (),
    pinned: Collection[str] = (),
) -> Table:
    """With the columns asked for, those that formulas read, and the first one; all of them when nothing is asked."""
    places = (
        place
        for place, column in enumerate(columns)
        if not asked or place == 0 or column.header in asked or column.header in pinned
    )
    return Table(title, name, columns, tuple(places), help)
