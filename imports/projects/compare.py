"""Comparing what a row says with what is recorded. An empty cell says nothing: it never erases."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from imports.projects.planned import FieldChange, Shown, State
from imports.words import cleaned

T = TypeVar("T")


def kept(said: T | None, recorded: T | None) -> T | None:
    return recorded if said is None else said


def kept_text(said: str | None, recorded: str) -> str:
    """A text that differs only by its apostrophes or spaces is the recorded one."""
    if said is None or said == recorded:
        return recorded
    return recorded if recorded and _plain(said) == _plain(recorded) else said


def changes_between(before: Shown, after: Shown, about: str = "") -> Iterator[FieldChange]:
    for name, value in after.items():
        if before.get(name) != value:
            yield FieldChange(f"{about} – {name}" if about else name, before.get(name), value)


def told(changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """Without those of a new record that say nothing."""
    return tuple(change for change in changes if (change.before or None) != (change.after or None))


def state_of(existing: object | None, changes: tuple[FieldChange, ...]) -> State:
    if existing is None:
        return State.NEW
    return State.CHANGED if changes else State.SAME


def _plain(text: str) -> str:
    return cleaned(text).replace("’", "'")
