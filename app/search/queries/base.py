"""What every kind of record says when it is found, so that one statement reads them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, and_, case, cast, false, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB, TSQUERY

from app.models.search import Words
from app.search.words import Asked

EXACT, BEGINS, NAMED, ELSEWHERE = range(4)
Found = Select[Any]


@dataclass(frozen=True)
class Reader:
    """What the person who searches may read beyond what everyone of the fund consults."""

    evaluates: bool = False
    edits: bool = False
    exports: bool = False
    administers: bool = False


@dataclass(frozen=True)
class Kind:
    """`code` is its name in the address. `found` gives its records, ranked; `may` says who is shown them."""

    code: str
    one: str
    several: str
    found: Callable[[Asked, Reader], Found]
    may: Callable[[Reader], bool] = lambda reader: True


def matches(words: Words, asked: Asked) -> ColumnElement[bool]:
    return words.op("@@")(cast(literal(asked.query), TSQUERY))


def nearness(plain_name: Any, asked: Asked, exact: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    """The very code first, then a name that begins so, a name that has every word, and what is found elsewhere.

    `plain_name` is without accents, as the database keeps it.
    """
    begins = func.starts_with(plain_name, asked.phrase)
    named = and_(*(plain_name.regexp_match(rf"\m{word}") for word in asked.words))
    return case((false() if exact is None else exact, EXACT), (begins, BEGINS), (named, NAMED), else_=ELSEWHERE)


def latest(moment: Any) -> ColumnElement[int]:
    """A rank that puts the last first."""
    return -cast(func.extract("epoch", moment), BigInteger)


def line(key: Any, rank: Any, order: Any, **facts: Any) -> Found:
    """One record: its number, its rank, what orders equals, and what is told of it.

    Each part made JSON, and the whole in a SELECT of its own: dear enough for PostgreSQL to do it after the sort, for
    the lines kept.
    """
    parts = (part for name, value in facts.items() for part in (cast(name, Text), func.to_jsonb(value)))
    told = select(func.jsonb_build_object(*parts))
    return select(
        cast(rank, BigInteger).label("rank"),
        func.left(cast(order, Text), 80, type_=Text).label("sort"),
        cast(key, Text).label("key"),
        cast(told.correlate(*told.get_final_froms()).scalar_subquery(), JSONB).label("facts"),
    )


def any_of(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(false(), *conditions)
