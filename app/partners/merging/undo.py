"""Undoing a merge: everything as it was, except what someone changed since, which is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import Organisation, OrganisationMerge, User
from app.partners.merging.fields import FIELDS
from app.partners.merging.queries import later_merge
from app.steps import COUNTERS, Step, Values, add, backwards, current, set_columns

NUMBERS = ("siren", "siret", "rna")
CHANGED = "changé depuis la fusion, reste en l’état"


@dataclass(frozen=True)
class Undone:
    """What could not be put back, in sentences; nothing when all was."""

    merge: OrganisationMerge
    left: tuple[str, ...]


def undo_merge(session: Session, *, merge: OrganisationMerge, user: User | None, now: datetime) -> Undone:
    session.flush()
    session.refresh(merge, with_for_update=True)
    refuse_undoing(session, merge)
    own, *groups = _groups(merge)
    left = [sentence for _, sentence in _own_fields(session, own[1][0])]
    _put_back_fields(session, own[1][0])
    row = dict(merge.removed)
    for number, sentence in _taken_numbers(session, merge):
        row[number] = None
        left.append(sentence)
    add(session, "organisation", row)
    for what, steps in reversed(groups):
        if not _undone(session, steps):
            left.append(f"{what}\u00a0: {CHANGED}.")
    merge.undone_at = now
    merge.undone_by_id = user.id if user else None
    session.flush()
    session.expire_all()
    return Undone(merge, tuple(left))


def refuse_undoing(session: Session, merge: OrganisationMerge) -> None:
    """Merges of one organisation are undone from the latest to the first."""
    if merge.undone_at is not None:
        raise Refused("Cette fusion est déjà annulée.", f"/partenaires/{merge.removed_id}", "Voir l’organisation")
    found = later_merge(session, merge)
    if found is not None:
        raise Refused(
            f"«\u00a0{found.removed_name}\u00a0» a été réunie à la même organisation depuis\u202f: "
            "annulez d’abord cette fusion-là.",
            f"/partenaires/fusions/{found.id}",
            "Voir cette fusion",
        )


def obstacles(session: Session, merge: OrganisationMerge) -> list[str]:
    """What undoing would leave as it is, before one asks for it."""
    own, *groups = _groups(merge)
    fields = [sentence for _, sentence in _own_fields(session, own[1][0])]
    numbers = [sentence for _, sentence in _taken_numbers(session, merge)]
    links = [f"{what}\u00a0: {CHANGED}." for what, steps in groups if not _is_as_left(session, steps)]
    return [*fields, *numbers, *links]


def _groups(merge: OrganisationMerge) -> list[tuple[str, list[Step]]]:
    return [(group["what"], [Step(**step) for step in group["steps"]]) for group in merge.moved]


def _undone(session: Session, steps: list[Step]) -> bool:
    """All of a group or nothing of it: half a partner would be worse than none."""
    if not _is_as_left(session, steps):
        return False
    try:
        with session.begin_nested():
            backwards(session, steps)
            session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
            session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    except IntegrityError:
        return False
    return True


def _is_as_left(session: Session, steps: list[Step]) -> bool:
    return all(_holds(current(session, step.table, step.row), step) for step in steps)


def _holds(now: Values | None, step: Step) -> bool:
    if step.after is None or now is None:
        return (step.after is None) == (now is None)
    return all(now[name] == value for name, value in step.changed.items() if name not in COUNTERS)


def _own_fields(session: Session, own: Step) -> Iterator[tuple[str, str]]:
    """The fields of the organisation kept that the merge changed and that someone changed again."""
    now = current(session, "organisation", own.row) or {}
    for name in FIELDS:
        if name in own.changed and now.get(name) != own.changed[name]:
            yield name, f"{FIELDS[name]}\u00a0: {CHANGED}."


def _put_back_fields(session: Session, own: Step) -> None:
    edited = {name for name, _ in _own_fields(session, own)}
    now, before = current(session, "organisation", own.row) or {}, own.before or {}
    values = {name: before[name] for name in FIELDS if name in own.changed and name not in edited}
    free = {
        name: value for name, value in values.items() if name not in NUMBERS or not _holder(session, name, value, now)
    }
    if free:
        set_columns(session, "organisation", now, free | {"version": now["version"] + 1})


def _taken_numbers(session: Session, merge: OrganisationMerge) -> Iterator[tuple[str, str]]:
    """A number of the one that went, given to another organisation since: unique, it stays there."""
    kept = current(session, "organisation", {"id": merge.kept_id}) or {}
    for name in NUMBERS:
        value = merge.removed[name]
        holder = _holder(session, name, value, {"id": merge.kept_id})
        if holder is None and value and kept.get(name) == value and not _comes_back(merge, name, kept):
            holder = str(kept["name"])
        if holder is not None:
            yield name, f"{FIELDS[name]} {value}\u00a0: c’est maintenant celui de {holder}, il y reste."


def _comes_back(merge: OrganisationMerge, name: str, kept: Values) -> bool:
    """The merge gave this number to the one kept: undoing takes it back."""
    own = Step(**merge.moved[0]["steps"][0])
    return name in own.changed and own.changed[name] == kept[name]


def _holder(session: Session, name: str, value: Any, but: Values) -> str | None:
    if value is None:
        return None
    column = getattr(Organisation, name)
    return session.scalar(select(Organisation.name).where(column == value, Organisation.id != but["id"]))
