"""What a page of a sheet sends: kept cell by cell, what cannot be read said at its field, both sides of a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from app import clock
from app.errors import Refused
from app.reviews.cells import Typed
from app.reviews.place import Place
from app.reviews.service import save_cells
from app.reviews.typed import cell_name, read_sheet


@dataclass(frozen=True)
class Outcome:
    """`conflicts` and `raw` are by name of cell; `errors` by name of field, as the summary of a form wants them."""

    written: int = 0
    conflicts: Mapping[str, Typed] = field(default_factory=dict)
    raw: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)

    @property
    def is_whole(self) -> bool:
        return not self.errors and not self.conflicts

    def error(self, name: str) -> str:
        return self.errors.get(name, "")

    def typed(self, name: str, part: str, stored: str) -> str:
        """What a field shows: what was typed when the cell is at fault or in conflict, else what is stored."""
        at_fault = name in self.conflicts or any(key.endswith(f"-{name}") for key in self.errors)
        return self.raw[name].get(part, "") if at_fault and name in self.raw else stored

    @property
    def status(self) -> int:
        return 422 if self.errors else 409 if self.conflicts else 200


NOTHING = Outcome()


def save_posted(session: Session, place: Place, posted: FormData) -> tuple[Place, Outcome]:
    typed = read_sheet(posted)
    try:
        saved = save_cells(
            session, voice=place.voice, cells=typed.cells, user=place.user, now=clock.now(), is_own=place.is_own
        )
    except Refused as refusal:
        raise Refused(refusal.sentence, link=place.address, link_label="Revenir aux réponses") from refusal
    conflicts = {cell_name(cell.kind, cell.code): cell for cell in saved.conflicts}
    return place.holding(saved.cells), Outcome(saved.written, conflicts, typed.raw, typed.faults)
