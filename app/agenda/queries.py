"""The calendar as a list and by project, in a fixed number of queries; its month is in ``app.agenda.days``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select, true
from sqlalchemy.orm import Session

from app.agenda.choice import AgendaChoice
from app.agenda.entries import entries
from app.agenda.words import Entry, entry
from app.keyset import Page, read_page
from app.models import Project
from app.projects.filters import matching_projects

PAGE_SIZE = 50
PROJECTS_PAGE = 25
ICAL_MOST = 5000


@dataclass(frozen=True, slots=True)
class Listing:
    entries: tuple[Entry, ...]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """`following` is the nearest thing still to be done, late ones included."""

    id: int
    code: str
    title: str
    entries: tuple[Entry, ...]
    following: Entry | None


def projects_kept(chosen: AgendaChoice, user_id: int, today: date) -> ColumnElement[bool]:
    kept = Project.id.in_(matching_projects(chosen.projects, today)) if chosen.projects.chosen else true()
    return and_(kept, Project.referent_id == user_id) if chosen.mine else kept


def found(chosen: AgendaChoice, user_id: int, today: date) -> Subquery:
    return entries(projects_kept(chosen, user_id, today), chosen.kinds, today)


def count_late(session: Session, chosen: AgendaChoice, *, user_id: int, today: date) -> int:
    source = found(chosen, user_id, today)
    return session.scalar(select(func.count()).select_from(source).where(source.c.late)) or 0


def listed(
    session: Session, chosen: AgendaChoice, *, user_id: int, today: date, after: str = "", before: str = ""
) -> Listing:
    """From a day on, or everything late; each entry once, whatever was added between two pages."""
    source = found(chosen, user_id, today)
    keys = (source.c.day, source.c.place, source.c.id)
    first = chosen.day or (None if chosen.late else today)
    statement = select(func.concat(source.c.kind, "-", source.c.id)).where(*only_late(source, chosen))
    statement = statement.where(*_between(source, first, chosen.until))
    page = read_page(session, statement, keys, after=after, before=before, size=PAGE_SIZE)
    wanted = func.concat(source.c.kind, "-", source.c.id).in_(page.ids)
    rows = {f"{row.kind}-{row.id}": row for row in session.execute(select(source).where(wanted))}
    return Listing(tuple(entry(rows[key], today) for key in page.ids if key in rows), page.previous, page.next)


def by_project(
    session: Session,
    chosen: AgendaChoice,
    first: date,
    last: date,
    *,
    user_id: int,
    today: date,
    after: str = "",
    before: str = "",
) -> tuple[tuple[ProjectLine, ...], Page]:
    """The projects that have something between these days, in the order of their titles."""
    source = found(chosen, user_id, today)
    seen = source.c.day.between(first, last)
    kept = Project.id.in_(select(source.c.project_id).where(seen, *only_late(source, chosen)))
    statement = select(Project.id).where(kept)
    keys: tuple[ColumnElement[Any], ...] = (Project.sort_title.expression, Project.id.expression)
    page = read_page(session, statement, keys, after=after, before=before, size=PROJECTS_PAGE)
    of_page = select(source).where(source.c.project_id.in_(page.ids))
    rows = session.execute(of_page.order_by(source.c.day, source.c.place, source.c.id))
    grouped: dict[int, list[Entry]] = {}
    for row in rows:
        grouped.setdefault(row.project_id, []).append(entry(row, today))
    return tuple(_line(grouped[key], first, last, chosen) for key in page.ids if key in grouped), page


def _line(lines: Sequence[Entry], first: date, last: date, chosen: AgendaChoice) -> ProjectLine:
    shown = [line for line in lines if first <= line.day <= last and (line.late or not chosen.late)]
    waited = [line for line in lines if line.late or (line.done_on is None and line.day >= line.today)]
    one = lines[0]
    return ProjectLine(one.project_id, one.code, one.project, tuple(shown), waited[0] if waited else None)


def only_late(source: Subquery, chosen: AgendaChoice) -> tuple[ColumnElement[bool], ...]:
    return (source.c.late,) if chosen.late else ()


def _between(source: Subquery, first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    return [
        *([source.c.day >= first] if first else []),
        *([source.c.day <= last] if last else []),
    ]


def for_programs(
    session: Session, chosen: AgendaChoice, *, user_id: int, today: date
) -> tuple[tuple[Entry, ...], bool]:
    """From three months ago to two years ahead, in order; and whether there were more than a calendar takes."""
    source = found(chosen, user_id, today)
    window = source.c.day.between(today - timedelta(days=90), today + timedelta(days=730))
    statement = select(source).where(window, *only_late(source, chosen)).limit(ICAL_MOST + 1)
    rows = session.execute(statement.order_by(source.c.day, source.c.place, source.c.id)).all()
    return tuple(entry(row, today) for row in rows[:ICAL_MOST]), len(rows) > ICAL_MOST
