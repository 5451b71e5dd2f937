"""The names behind the numbers of some lines: a few queries, however many lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app.journal.queries import Lines
from app.journal.references import Labels, Reference, points_at, read_labels, target_of
from app.models import Door, Invitation, JournalPerson, Project
from app.models.journal import Action, JournalChange

ERASED = "(effacé)"
Row = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """``labels``: what the records cited are called; ``gone``: the last row of those that are no more.

    ``persons``: what a number of the journal stands for, absent once erased; ``projects``: code and title.
    """

    labels: Labels
    gone: dict[Reference, Row]
    contacts: dict[int, str]
    doors: dict[int, str]
    projects: dict[int, tuple[str, str]]
    persons: dict[int, Any]

    def person(self, number: int) -> Any:
        return self.persons.get(number, ERASED)

    def user(self, number: int) -> str:
        return str(self.labels.get(("user", str(number)), ""))


def names_for(session: Session, lines: Lines) -> Names:
    cited = set(_cited(lines))
    labels = read_labels(session, cited)
    gone = _gone(session, cited - labels.keys())
    labels |= read_labels(session, set(_through(gone)) - labels.keys())
    sides = [side for line, _ in lines for side in (line.before, line.after)] + list(gone.values())
    projects = _rows(session, Project.id, Project.code, {line.project_id for line, _ in lines}, Project.title)
    return Names(
        labels,
        gone,
        dict(_rows(session, Invitation.id, Invitation.contact_name, {act.invitation_id for _, act in lines})),
        dict(_rows(session, Door.id, Door.contact_name, {act.door_id for _, act in lines})),
        {row[0]: (row[1], row[2]) for row in projects},
        dict(_rows(session, JournalPerson.id, JournalPerson.value, _persons(sides) | {a.reason_id for _, a in lines})),
    )


def is_person(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"person"}


def is_secret(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"secret"}


def _cited(lines: Lines) -> Iterator[Reference]:
    """Each record changed, who acted, and what their columns point at."""
    for line, act in lines:
        yield line.table_name, line.record_key.rpartition("/")[2]
        if act.user_id is not None:
            yield "user", str(act.user_id)
        for side in (line.before, line.after):
            yield from _pointed(line.table_name, side or {})


def _pointed(table: str, row: Row) -> Iterator[Reference]:
    for name, value in row.items():
        target = target_of(table, name)
        if target and isinstance(value, int | str) and value != "":
            yield target, str(value)


def _gone(session: Session, missing: Iterable[Reference]) -> dict[Reference, Row]:
    """As the journal kept them when they were taken away."""
    line, asked = JournalChange, sorted(missing)
    if not asked:
        return {}
    statement = select(line.table_name, line.record_key, line.before).where(
        line.action == Action.DELETE, tuple_(line.table_name, line.record_key).in_(asked)
    )
    return {(row[0], row[1]): row[2] or {} for row in session.execute(statement)}


def _through(gone: dict[Reference, Row]) -> Iterator[Reference]:
    for (table, _), row in gone.items():
        column = points_at(table)
        if column and row.get(column) is not None:
            yield target_of(table, column), str(row[column])


def _persons(sides: Iterable[Row | None]) -> set[Any]:
    return {value["person"] for side in sides for value in (side or {}).values() if is_person(value)}


def _rows(session: Session, key: Any, value: Any, wanted: set[Any], *more: Any) -> list[Any]:
    asked = {number for number in wanted if number is not None}
    return [tuple(row) for row in session.execute(select(key, value, *more).where(key.in_(asked)))] if asked else []
