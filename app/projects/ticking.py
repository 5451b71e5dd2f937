"""What is ticked in the list, on this page and on the others, and how its form carries it along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.projects.portfolio import Line
from app.views.bulk.selection import ALL, MOST_BY_HAND, SEPARATOR, Selection


@dataclass(frozen=True, slots=True)
class Ticks:
    """`hidden`: the fields that say what no box of this page says. `is_full`: no more may be ticked, or left out."""

    here: frozenset[int]
    elsewhere: int
    hidden: list[tuple[str, str]]
    everything: bool
    is_full: bool

    @property
    def count(self) -> int:
        return len(self.here) + self.elsewhere

    @property
    def most(self) -> int:
        return MOST_BY_HAND


def read_ticks(session: Session, ticked: Selection, lines: Sequence[Line], today: date) -> Ticks:
    """One query, or none when nothing is ticked."""
    here = frozenset(line.id for line in lines if ticked.holds(line.id))
    return Ticks(
        here=here,
        elsewhere=0 if ticked.is_empty else _count(session, ticked, today) - len(here),
        hidden=_hidden(ticked, [line.id for line in lines]),
        everything=ticked.everything,
        is_full=max(len(ticked.ids), len(ticked.excluded)) >= MOST_BY_HAND,
    )


def _count(session: Session, ticked: Selection, today: date) -> int:
    return session.scalar(select(func.count()).select_from(ticked.projects(today).subquery())) or 0


def _hidden(ticked: Selection, page: Sequence[int]) -> list[tuple[str, str]]:
    others = [each for each in (ticked.excluded if ticked.everything else ticked.ids) if each not in set(page)]
    if ticked.everything:
        return [("tous", ALL), ("sauf", SEPARATOR.join(map(str, others))), ("vus", SEPARATOR.join(map(str, page)))]
    return [("choisis", SEPARATOR.join(map(str, others)))]
