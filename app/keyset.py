"""Pages of a list without OFFSET: a page starts after, or ends before, the last row seen.

The keys are never null and end with a unique one, so that the order is total: going forward visits each row once.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, tuple_
from sqlalchemy.orm import Session

READERS: dict[type, Callable[[str], Any]] = {str: str, int: int, date: date.fromisoformat, Decimal: Decimal}
MAX_INTEGER = 2**62


@dataclass(frozen=True)
class Page:
    """`rows` hold the first column of the statement; `previous` and `next` go into the address, empty at either end."""

    ids: tuple[Any, ...]
    previous: str
    next: str


def read_page(
    session: Session,
    statement: Select[Any],
    keys: Sequence[ColumnElement[Any]],
    *,
    descending: bool = False,
    after: str = "",
    before: str = "",
    size: int = 50,
    lead: int = 0,
) -> Page:
    """The ids (first column of `statement`) of one page. A cursor that does not read gives the first page.

    `lead`: how many of the first keys are of one table, so that its index starts from the cursor.
    """
    end = _decode(before, keys)
    start = None if end else _decode(after, keys)
    backward = end is not None
    rows = _rows(session, statement, keys, start or end, descending != backward, size + 1, lead)
    more, rows = len(rows) > size, rows[:size]
    if backward:
        rows.reverse()
    has_previous = more if backward else start is not None
    has_next = bool(rows) if backward else more
    return Page(
        ids=tuple(row[0] for row in rows),
        previous=_encode(rows[0][-len(keys) :]) if rows and has_previous else "",
        next=_encode(rows[-1][-len(keys) :]) if rows and has_next else "",
    )


def reads(cursor: str, keys: Sequence[ColumnElement[Any]]) -> bool:
    """Is it a place in a list of this order?"""
    return _decode(cursor, keys) is not None


def _rows(
    session: Session,
    statement: Select[Any],
    keys: Sequence[ColumnElement[Any]],
    cursor: tuple[Any, ...] | None,
    descending: bool,
    limit: int,
    lead: int,
) -> list[Any]:
    if cursor is not None:
        place = [literal(value, key.type) for value, key in zip(cursor, keys, strict=True)]
        statement = statement.where(tuple_(*keys) < tuple_(*place) if descending else tuple_(*keys) > tuple_(*place))
        own, first = tuple_(*keys[:lead]), tuple_(*place[:lead])
        statement = statement.where(*([own <= first if descending else own >= first] if lead else []))
    order = [key.desc() if descending else key.asc() for key in keys]
    columns = [key.label(f"key_{n}") for n, key in enumerate(keys)]
    return list(session.execute(statement.add_columns(*columns).order_by(*order).limit(limit)))


def _encode(values: Sequence[Any]) -> str:
    text = json.dumps([str(value) for value in values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, keys: Sequence[ColumnElement[Any]]) -> tuple[Any, ...] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        read = tuple(READERS[key.type.python_type](value) for value, key in zip(values, keys, strict=True))
    except (binascii.Error, ValueError, TypeError, InvalidOperation):
        return None
    return read if all(_fits(value) for value in read) else None


def _fits(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < MAX_INTEGER
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) < MAX_INTEGER
    return not isinstance(value, str) or "\x00" not in value
