"""A line of the journal in French: who, when, what record, which fields, from what to what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.journal.labels import LINKS, UNTOLD, column_label, table_label
from app.journal.names import Names, is_person, names_for
from app.journal.queries import Lines
from app.journal.references import target_of
from app.journal.shown import SHORT, called, shown
from app.models.journal import Action, JournalChange, JournalTransaction, Origin

TITLES = ("title", "name", "label", "code", "file_name", "reference", "question_code", "frame", "kind")


@dataclass(frozen=True)
class Change:
    """``before`` is none when the record is new, ``after`` when it went."""

    label: str
    before: str | None
    after: str | None
    name: str = ""


@dataclass(frozen=True)
class Line:
    number: int
    act: int
    at: datetime
    who: str
    through: str
    origin: str
    route: str
    reason: str
    action: Action
    table: str
    key: str
    what: str
    record: str
    link: str
    project: str
    changes: list[Change]


def told(session: Session, lines: Lines, *, tidy: bool = False, most: int = SHORT) -> list[Line]:
    """``tidy``: without what one act took away and put back as it was; ``most``: characters kept of a text."""
    names = names_for(session, lines)
    undone = _put_back(lines) if tidy else set()
    return [_line(line, act, names, most) for line, act in lines if line.id not in undone]


def _put_back(lines: Lines) -> set[int]:
    gone = {_same(line, line.before): line.id for line, _ in lines if line.action == Action.DELETE}
    back = {_same(line, line.after): line.id for line, _ in lines if line.action == Action.INSERT}
    return {number for side in (gone, back) for same, number in side.items() if same in gone and same in back}


def _same(line: JournalChange, row: dict[str, Any] | None) -> tuple[Any, ...]:
    return line.transaction_id, line.table_name, line.record_key, repr(sorted((row or {}).items()))


def _line(line: JournalChange, act: JournalTransaction, names: Names, most: int) -> Line:
    code, title = names.projects.get(line.project_id or 0, ("", ""))
    return Line(
        number=line.id,
        act=act.id,
        at=act.at,
        who=_who(act, names),
        through=Origin(act.origin).label,
        origin=act.origin,
        route=act.route,
        reason=str(names.person(act.reason_id)) if act.reason_id else "",
        action=Action(line.action),
        table=line.table_name,
        key=line.record_key,
        what=table_label(line.table_name),
        record=_record(line, names, title),
        link=_link(line, code),
        project=code,
        changes=list(_changes(line, names, most)),
    )


def _who(act: JournalTransaction, names: Names) -> str:
    if act.user_id is not None:
        return names.user(act.user_id) or f"compte n°\u00a0{act.user_id}, supprimé"
    if act.invitation_id is not None:
        contact = names.contacts.get(act.invitation_id)
        return f"{contact}, partenaire" if contact else "un partenaire"
    if act.door_id is not None:
        contact = names.doors.get(act.door_id)
        return f"{contact}, par un lien personnel" if contact else "quelqu’un, par un lien personnel"
    if act.origin == Origin.DIRECT:
        return f"rôle «\u00a0{act.database_role}\u00a0» de la base"
    return "personne de connecté" if act.origin == Origin.PAGE else "le programme"


def _record(line: JournalChange, names: Names, project_title: str) -> str:
    if line.table_name == "project" and project_title:
        return project_title
    if line.table_name in LINKS:
        return _linked(line, names)
    side = {**(line.before or {}), **(line.after or {})}
    for name in TITLES:
        value = side.get(name)
        if value and (is_person(value) or not isinstance(value, dict | list)):
            return shown(line.table_name, name, value, names)
    known = called(line.table_name, line.record_key, names)
    return known or (f"n°\u00a0{line.record_key}" if line.record_key else "")


def _linked(line: JournalChange, names: Names) -> str:
    """« project/domain »: what the project is linked to."""
    code = line.record_key.partition("/")[2]
    name = next((name for name in (line.before or line.after or {}) if name != "project_id"), "")
    return str(names.labels.get((target_of(line.table_name, name), code), code))


def _link(line: JournalChange, code: str) -> str:
    own = {"organisation": "/partenaires/{}", "campaign": "/campagnes/{}", "import_batch": "/imports/{}"}
    if line.table_name in own and line.action != Action.DELETE:
        return own[line.table_name].format(line.record_key)
    return f"/projets/{code}" if code else ""


def _changes(line: JournalChange, names: Names, most: int) -> Any:
    before, after = line.before or {}, line.after or {}
    if line.table_name in LINKS:
        return
    for name in sorted(before.keys() | after.keys(), key=column_label):
        if name in UNTOLD or (line.action == Action.INSERT and after[name] in (None, "", [], {})):
            continue
        if name == "note" and line.action == Action.NOTE:
            continue
        yield Change(
            column_label(name),
            shown(line.table_name, name, before[name], names, most) if name in before else None,
            shown(line.table_name, name, after[name], names, most) if name in after else None,
            name,
        )
