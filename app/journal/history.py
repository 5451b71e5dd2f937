"""The history of a record, act by act: the page of acts, their lines, who and what there is to choose from."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.journal.labels import UNTOLD, column_label, table_label
from app.journal.queries import Lines, Wanted, both, filtered, joined
from app.keyset import Page, read_page
from app.models import User
from app.models.journal import Action, JournalChange, JournalTransaction

PAGE_SIZE = 20
MOST_LINES = 60
Choices = dict[str, list[tuple[str, str]]]
# What a record is made of: (table, its column that says of which).
PARTS = {
    "campaign": (("respondent", "campaign_id"), ("campaign_reminder", "campaign_id"), ("result", "campaign_id")),
    "organisation": (
        ("partner", "organisation_id"),
        ("organisation_alias", "organisation_id"),
        ("organisation_merge", "kept_id"),
    ),
    "investment": (("instalment", "investment_id"), ("allocation", "investment_id")),
    "indicator": (("measurement", "indicator_id"),),
    "document": (("document_version", "document_id"),),
    "case_study": (("case_agreement", "case_id"),),
}


@dataclass(frozen=True)
class Acts:
    """``counts``: how many lines each act has, when it has more than are shown."""

    page: Page
    lines: Lines
    counts: dict[int, int]


def acts_page(session: Session, wanted: Wanted, *, after: str = "", before: str = "") -> Acts:
    """The latest acts first, the lines of each in the order they were written."""
    act = JournalChange.transaction_id
    keys: list[ColumnElement[Any]] = [act.expression]
    statement = filtered(select(act), wanted).distinct()
    page = read_page(session, statement, keys, descending=True, after=after, before=before, size=PAGE_SIZE)
    numbered = _numbered(wanted, page.ids)
    found = session.execute(
        select(numbered.c.id, numbered.c.act, numbered.c.total).where(numbered.c.place <= MOST_LINES)
    )
    rows = found.all() if page.ids else []
    return Acts(page, _lines(session, [row.id for row in rows]), {row.act: row.total for row in rows})


def _numbered(wanted: Wanted, acts: Collection[int]) -> Any:
    line = JournalChange
    place = func.row_number().over(partition_by=line.transaction_id, order_by=line.id)
    total = func.count().over(partition_by=line.transaction_id)
    query = select(line.id, line.transaction_id.label("act"), place.label("place"), total.label("total"))
    return filtered(query, wanted).where(line.transaction_id.in_(acts)).subquery()


def _lines(session: Session, ids: Collection[int]) -> Lines:
    order = (JournalChange.transaction_id.desc(), JournalChange.id)
    return list(session.execute(joined(both()).where(JournalChange.id.in_(ids)).order_by(*order))) if ids else []


def of_record(project_id: int | None, table: str, key: int) -> Wanted:
    """A record and what it is made of, taken away or not."""
    return Wanted(project_id=project_id, records=((table, (str(key),)),), parts=_parts(table, key))


def _parts(table: str, key: int) -> tuple[tuple[str, Select[Any]], ...]:
    line = JournalChange
    return tuple(
        (
            part,
            select(line.record_key).where(
                line.table_name == part,
                or_(line.after[column].astext == str(key), line.before[column].astext == str(key)),
            ),
        )
        for part, column in PARTS.get(table, ())
    )


def choices(session: Session, wanted: Wanted) -> Choices:
    """Who acted on it, on what, and which fields changed, whatever is chosen now."""
    whole = replace(wanted, user_id=None, table="", column="", since=None, until=None)
    acted = filtered(select(JournalTransaction.user_id), whole)
    people = session.execute(select(User.id, User.name).where(User.id.in_(acted)).order_by(User.name, User.id))
    tables = session.scalars(filtered(select(JournalChange.table_name), whole).distinct())
    key = func.jsonb_object_keys(JournalChange.after).label("key")
    fields = session.scalars(filtered(select(key), whole).where(JournalChange.action == Action.UPDATE).distinct())
    return {
        "personne": [(str(row.id), row.name) for row in people],
        "objet": _by_label((name, table_label(name)) for name in tables),
        "champ": _by_label((name, column_label(name)) for name in fields if name not in UNTOLD),
    }


def _by_label(pairs: Any) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))
