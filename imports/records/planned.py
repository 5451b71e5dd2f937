"""What importing would do, record by record, before anything is written. Every kind of sheet ends up here."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from imports.faults import Fault, Note
from imports.projects.planned import FieldChange, Plan, State


class Write(NamedTuple):
    """One row to add (`id` is a `Ref`) or to change; values may be `Ref` too. `version` is the one compared with."""

    table: str
    id: Any
    values: Mapping[str, Any]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    """One row of a sheet. `label` is how people call the record; `changes` of a new one have no before."""

    kind: str
    sheet: str
    row: int
    label: str
    state: State
    changes: tuple[FieldChange, ...] = ()
    writes: tuple[Write, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A recorded organisation that a name of the file may mean, and why; or else another name of the file (`key`)."""

    organisation_id: int
    name: str
    place: str
    reason: str
    key: str = ""


@dataclass(frozen=True)
class Question:
    """A name of the file that looks like one recorded: is it the same? `key` is the name, folded."""

    key: str
    name: str
    sheet: str
    cell: str
    count: int
    candidates: tuple[Candidate, ...]


Made = tuple[Mapping[str, Any], Sequence[Write]]


@dataclass(frozen=True)
class Followed:
    """The follow-up sheet: its own plan, and the same as records.

    `made` is what its new records become, worked out when the sheets that may point at them or the writing ask for it:
    its organisations by key (number or `Ref`), and the rows to write.
    """

    plan: Plan
    records: tuple[PlannedRecord, ...] = ()
    made: Callable[[], Made] = field(default=lambda: ({}, ()))

    @property
    def organisations(self) -> Mapping[str, Any]:
        return self.made()[0]

    @property
    def writes(self) -> Sequence[Write]:
        return self.made()[1]


@dataclass(frozen=True)
class WorkbookPlan:
    records: tuple[PlannedRecord, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
    questions: tuple[Question, ...] = ()
    followed: Followed | None = None

    @property
    def may_be_applied(self) -> bool:
        """All or nothing: one fault anywhere refuses the whole file."""
        return not self.faults

    @property
    def changes_something(self) -> bool:
        return any(record.state in {State.NEW, State.CHANGED} for record in self.records)

    @property
    def written(self) -> int:
        """How many rows applying it tells: those to write, and the recorded projects to change."""
        projects = self.followed.records if self.followed else ()
        return len(self.all_writes()) + sum(record.state is State.CHANGED for record in projects)

    def count(self, state: State) -> int:
        return Counter(record.state for record in self.records)[state]

    def all_writes(self) -> list[Write]:
        own = self.followed.writes if self.followed else ()
        return [*own, *(write for record in self.records for write in record.writes)]
