"""What each kind of dated thing gives to the calendar: the same columns, in the same order."""

from typing import Any

from sqlalchemy import Date, Integer, Numeric, Select, Text, cast, false, literal, null, select

Part = Select[*tuple[Any, ...]]
ORDER = ("jalon", "tranche", "ouverture", "cloture", "copil", "debut", "fin")
NOTHING = cast(null(), Date)


def event_of(kind: str, record: Any, on: Any, title: Any, project_id: Any) -> Part:
    """What is neither done nor late: it only comes."""
    return part_of(
        kind,
        record,
        day=on,
        due_on=on,
        title=title,
        project_id=project_id,
        done_on=NOTHING,
        late=false(),
        version=record.version,
        changed=record.updated_at,
    ).where(on.is_not(None))


def part_of(
    kind: str,
    record: Any,
    *,
    day: Any,
    due_on: Any,
    title: Any,
    project_id: Any,
    done_on: Any,
    late: Any,
    version: Any,
    changed: Any,
    amount: Any = None,
    parent: Any = None,
) -> Part:
    return select(
        literal(kind, Text).label("kind"),
        literal(ORDER.index(kind), Integer).label("place"),
        record.id.label("id"),
        day.label("day"),
        due_on.label("due_on"),
        title.label("title"),
        project_id.label("project_id"),
        done_on.label("done_on"),
        late.label("late"),
        version.label("version"),
        changed.label("changed"),
        (cast(null(), Numeric) if amount is None else amount).label("amount"),
        (cast(null(), Integer) if parent is None else parent).label("parent"),
    ).select_from(record)
