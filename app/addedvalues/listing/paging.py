"""One page of a list of the portfolio."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.keyset import read_page

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    rows: tuple[Any, ...]
    total: int
    previous: str
    next: str


def page_of(
    session: Session,
    kept: Select[int],
    keys: Sequence[ColumnElement[Any]],
    read: Callable[[Any], Iterator[Any]],
    *,
    after: str = "",
    before: str = "",
) -> Listed:
    """Of the numbers `kept`, those of the page, then what `read` says of them."""
    page = read_page(session, kept, list(keys), after=after, before=before, size=PAGE_SIZE)
    total = session.scalar(select(func.count()).select_from(kept.subquery())) or 0
    return Listed(tuple(read(page.ids)), total, page.previous, page.next)
