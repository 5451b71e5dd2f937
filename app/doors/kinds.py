"""What may be answered behind a personal door. This module imports nothing of the features that use doors.

A feature says what its own door asks in a module of its own, free of the web, which registers it as it is imported:

    # app/qualification/door.py
    KIND = register(DoorKind.QUALIFICATION, Kind(label=…, …))

and adds the name of that module to ``MODULES`` below. They are imported at the first question asked of ``kind_of``, so
that features import doors, never the other way round.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sqlalchemy.orm import Session

from app.models.door import DoorKind

# The modules that register a kind.
MODULES: tuple[str, ...] = ("app.qualification.door", "app.reviews.door")


@dataclass(frozen=True)
class Kind:
    """All is said to someone who does not know the fund: plain French.

    ``label``: « Qualification de vos pratiques ». ``start``: door id → address of the first page, under
    ``/acces/{door_id}/``. ``sentence``: what is asked. ``who_sees``: who will see what, said before the first question.
    ``is_open``: subject id → does it still take answers? False too for one that is no more. ``title_of``: subject id →
    what the answers are about, empty for one that is no more. ``duration``: « une dizaine de minutes ».
    """

    label: str
    start: Callable[[int], str]
    sentence: str
    who_sees: str
    is_open: Callable[[Session, int], bool]
    title_of: Callable[[Session, int], str]
    duration: str = ""


KINDS: dict[DoorKind, Kind] = {}


def register(code: DoorKind, kind: Kind) -> Kind:
    KINDS[code] = kind
    return kind


def kind_of(code: str) -> Kind | None:
    """None when no feature of this installation has anything to ask behind such a door."""
    _load()
    return KINDS.get(DoorKind(code))


@cache
def _load() -> None:
    for module in MODULES:
        import_module(module)
