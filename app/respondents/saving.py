"""What a partner sends, kept cell by cell: what was also answered elsewhere is given back to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app import clock
from app.assessments import service
from app.assessments.cells import Cells, Typed
from app.assessments.forms import SEEN, TypedGrid, TypedPriority, read_grid
from app.assessments.sheet import PRIORITY_PREFIX
from app.errors import Conflict, Refused
from app.respondents.place import Arrival

KEEP = "keep-"
THEIRS = "autre"


@dataclass(frozen=True)
class Outcome:
    """What the database now holds, and, by name of cell, what was typed here and answered elsewhere meanwhile."""

    count: int = 0
    stored: Cells | None = None
    cells: Mapping[str, Typed] = field(default_factory=dict)
    priorities: Mapping[str, TypedPriority] = field(default_factory=dict)

    @property
    def has_conflicts(self) -> bool:
        return bool(self.cells or self.priorities)

    @property
    def first(self) -> str:
        return next(iter([*self.priorities, *self.cells]), "")


def names_in(posted: FormData) -> list[str]:
    """The cells that the page sent, touched or not."""
    return [name.removeprefix(SEEN) for name in posted if name.startswith(SEEN)]


def read_typed(posted: FormData) -> TypedGrid:
    """What was touched, but for what the person prefers as answered elsewhere."""
    typed = read_grid(posted)
    dropped = {name.removeprefix(KEEP) for name in posted if name.startswith(KEEP) and posted[name] == THEIRS}
    return TypedGrid(
        [cell for cell in typed.cells if name_of(cell) not in dropped],
        [priority for priority in typed.priorities if name_of_priority(priority) not in dropped],
    )


def save(session: Session, arrival: Arrival, posted: FormData) -> Outcome:
    typed = read_typed(posted)
    try:
        refused = _save_priorities(session, arrival, typed.priorities)
        saved = service.save_answers(
            session,
            respondent=arrival.respondent,
            cells=typed.cells,
            user=None,
            now=clock.now(),
            invitation_id=arrival.guest.invitation_id,
        )
    except Refused as refusal:
        raise Refused(refusal.sentence, link=arrival.address, link_label="Voir ma grille") from refusal
    return Outcome(
        len(typed.cells) + len(typed.priorities) - len(saved.conflicts) - len(refused),
        saved.cells,
        {name_of(cell): cell for cell in saved.conflicts},
        {name_of_priority(priority): priority for priority in refused},
    )


def name_of(cell: Typed) -> str:
    return f"{cell.reading}-{cell.question_code}"


def name_of_priority(priority: TypedPriority) -> str:
    return f"{PRIORITY_PREFIX}-{priority.criterion}"


def _save_priorities(session: Session, arrival: Arrival, priorities: list[TypedPriority]) -> list[TypedPriority]:
    """Those that another device changed meanwhile are left as they are and given back."""
    refused = []
    for priority in priorities:
        try:
            service.set_priority(
                session,
                respondent=arrival.respondent,
                criterion_code=priority.criterion,
                value=priority.value,
                user=None,
                seen_value=priority.seen,
                check_seen=True,
            )
        except Conflict:
            refused.append(priority)
    return refused
