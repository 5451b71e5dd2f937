"""One piece of a merge: what it is about, what is said of it, and the steps that do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.steps import Link, Step, Values, rows_where, set_columns


class Pair(NamedTuple):
    kept: int
    removed: int
    kept_name: str
    removed_name: str


@dataclass(frozen=True)
class Work:
    """``sentence`` is there when both organisations were in the same place: what becomes of the two."""

    what: str
    act: Callable[[Session], list[Step]] = field(compare=False)
    sentence: str = ""
    is_shown: bool = True


class Refusal(NamedTuple):
    """Why these two cannot be merged as they are, and where to see to it."""

    sentence: str
    link: str
    link_label: str


def plain(session: Session, pair: Pair, link: Link) -> Iterator[Work]:
    """The link follows as it is."""
    for row in rows_where(session, link.table, link.column, pair.removed):
        yield Work(link.table, moving(link, row, pair.kept), is_shown=False)


def moving(link: Link, row: Values, to: int) -> Callable[[Session], list[Step]]:
    return lambda session: [set_columns(session, link.table, row, {link.column: to})]
