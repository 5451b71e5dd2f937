"""Reading every text of the database for one person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, Text, and_, cast, func, literal_column, or_, select
from sqlalchemy.orm import Session

from app.privacy.matching import Identity, Matcher
from app.privacy.person.where import KEPT, read_tables, texts_of, words_of

AROUND = 60  # characters shown either side
AT_ONCE = 2000
ACCENTS: ColumnElement[str] = literal_column("'[\\u0300-\\u036f]'")
NFKD: ColumnElement[str] = literal_column("NFKD")
Change = Callable[[str], str]


@dataclass(frozen=True)
class Place:
    """``kept``: why it stays whatever is asked, empty otherwise. ``id`` names the record: « partner:12 »."""

    table: str
    id: str
    column: str
    text: str
    excerpt: str
    kept: str

    @property
    def words(self) -> str:
        return words_of(self.table)


def places(session: Session, matcher: Matcher, person: Identity | None) -> list[Place]:
    return [place for table in read_tables() for place in _places_in(session, table, matcher, person)]


def rows(session: Session, table: Table, person: Identity | None) -> Iterator[Row[*tuple[Any, ...]]]:
    """The key of each record, then its texts; only those that may hold the person when it is known by its name."""
    columns = (*table.primary_key.columns, *(column for column in texts_of(table) if not column.primary_key))
    wanted = select(*columns)
    if person is not None:
        wanted = wanted.where(_may_hold(table, person))
    yield from session.execute(wanted.execution_options(yield_per=AT_ONCE))


def record_id(table: Table, row: Row[*tuple[Any, ...]]) -> str:
    return ":".join((table.name, *(str(row._mapping[column]) for column in table.primary_key.columns)))


def changed(value: Any, change: Change) -> Any:
    """The same value, each text in it passed through ``change``."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [changed(one, change) for one in value]
    if isinstance(value, dict):
        return {key: changed(one, change) for key, one in value.items()}
    return value


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def _places_in(session: Session, table: Table, matcher: Matcher, person: Identity | None) -> Iterator[Place]:
    for row in rows(session, table, person):
        for column in texts_of(table):
            for text in strings(row._mapping[column]):
                if spans := matcher.spans(text):
                    kept = KEPT.get((table.name, column.name), "")
                    excerpt = _around(text, spans[0].start, spans[0].end)
                    yield Place(table.name, record_id(table, row), column.name, text, excerpt, kept)


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _may_hold(table: Table, person: Identity) -> ColumnElement[bool]:
    whole = _folded(func.concat_ws(" ", *(cast(column, Text) for column in texts_of(table))))
    words = [and_(*(whole.contains(word, autoescape=True) for word in name.split())) for name in person.names]
    return or_(*words, *(whole.contains(address, autoescape=True) for address in person.addresses))


def _folded(text: ColumnElement[str]) -> ColumnElement[str]:
    """As ``matching.fold`` does."""
    bare = func.regexp_replace(func.normalize(func.lower(text), NFKD), ACCENTS, "", "g")
    return func.replace(func.replace(func.replace(bare, "œ", "oe"), "æ", "ae"), "’", "'")


def summary(found: Sequence[Place]) -> list[tuple[str, list[Place]]]:
    """Gathered by kind of record, in the order of the tables."""
    kinds: dict[str, list[Place]] = {}
    for place in found:
        kinds.setdefault(place.words, []).append(place)
    return list(kinds.items())
