"""Reading the journal: a page of it, newest first, or all that the same filters keep."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from app.clock import PARIS
from app.keyset import Page, read_page
from app.models import Project, User
from app.models.journal import Action, JournalChange, JournalTransaction

Lines = list[Row[*tuple[Any, ...]]]
PAGE_SIZE = 50
# What each partner said, and to whom it was asked: for those who lead the evaluations.
OF_THE_PARTNERS = frozenset(
    ["answer", "invitation", "letter", "offline_grid", "respondent", "respondent_event", "respondent_priority"]
)


@dataclass(frozen=True)
class Wanted:
    """What to keep of the journal. ``records``: (table, keys), ``parts``: (table, a query of keys).

    ``column``: only what changed it, when the record was already there; ``without``: tables not to be shown.
    """

    user_id: int | None = None
    origin: str = ""
    table: str = ""
    action: str = ""
    column: str = ""
    project: str = ""
    project_id: int | None = None
    since: date | None = None
    until: date | None = None
    records: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parts: tuple[tuple[str, Select[Any]], ...] = ()
    without: frozenset[str] = field(default_factory=frozenset)


def page_of(session: Session, wanted: Wanted, *, after: str = "", before: str = "") -> tuple[Page, Lines]:
    statement = filtered(select(JournalChange.id), wanted)
    keys: list[ColumnElement[Any]] = [JournalChange.id.expression]
    page = read_page(session, statement, keys, descending=True, after=after, before=before, size=PAGE_SIZE)
    return page, lines(session, page.ids)


def lines(session: Session, ids: Collection[int]) -> Lines:
    query = joined(both()).where(JournalChange.id.in_(ids)).order_by(JournalChange.id.desc())
    return list(session.execute(query)) if ids else []


def everything(session: Session, wanted: Wanted, *, size: int = 500) -> Iterator[Lines]:
    """In order of writing, a few at a time, whatever the length."""
    last = 0
    while True:
        query = filtered(both(), wanted).where(JournalChange.id > last)
        found = list(session.execute(query.order_by(JournalChange.id).limit(size)))
        if not found:
            return
        yield found
        last = found[-1][0].id
        session.expunge_all()


def count_of(session: Session, wanted: Wanted, most: int) -> int:
    """At most ``most`` and one: enough to know that it is too long."""
    return len(session.scalars(filtered(select(JournalChange.id), wanted).limit(most + 1)).all())


def both() -> Select[Any]:
    return cast("Select[Any]", select(JournalChange, JournalTransaction))


def joined(query: Select[Any]) -> Select[Any]:
    return query.join(JournalTransaction, JournalTransaction.id == JournalChange.transaction_id)


def filtered(query: Select[Any], wanted: Wanted) -> Select[Any]:
    act, line = JournalTransaction, JournalChange
    query = joined(query.select_from(line))
    for column, value in (
        (act.user_id, wanted.user_id),
        (act.origin, wanted.origin),
        (line.table_name, wanted.table),
        (line.action, wanted.action),
        (line.project_id, wanted.project_id),
    ):
        if value not in (None, ""):
            query = query.where(column == value)
    if wanted.column:
        query = query.where(line.action == Action.UPDATE, line.after.has_key(wanted.column))
    if wanted.since:
        query = query.where(act.at >= midnight(wanted.since))
    if wanted.until:
        query = query.where(act.at < midnight(wanted.until + timedelta(days=1)))
    if wanted.records or wanted.parts:
        asked = [_of(*record) for record in wanted.records] + [_of(*part) for part in wanted.parts]
        query = query.where(or_(*asked))
    return query.where(line.table_name.not_in(wanted.without)) if wanted.without else query


def _of(table: str, keys: tuple[str, ...] | Select[Any]) -> Any:
    if isinstance(keys, tuple) and not keys:
        return false()
    return and_(JournalChange.table_name == table, JournalChange.record_key.in_(keys))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=PARIS)


def with_project(session: Session, wanted: Wanted) -> Wanted:
    """A code that names no project keeps nothing."""
    if not wanted.project:
        return wanted
    number = session.scalar(select(Project.id).where(Project.code == wanted.project.strip().upper()))
    return replace(wanted, project_id=number or 0)


def people(session: Session) -> list[tuple[int, str]]:
    """Those who acted, by name; a closed account too."""
    act = aliased(JournalTransaction)
    did = exists().where(act.user_id == User.id)
    return [(row.id, row.name) for row in session.execute(select(User.id, User.name).where(did).order_by(User.name))]
