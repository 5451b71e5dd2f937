"""The plan told to a program (`as_json`) and to a person (`as_text`)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from imports.faults import Fault, Note
from imports.projects.checks import euros
from imports.projects.planned import FieldChange, Plan, PlannedProject, State, Value

GROUP_SHOWN = 8
COUNTED = (
    (State.NEW, "nouveau", "nouveaux"),
    (State.CHANGED, "modifié", "modifiés"),
    (State.SAME, "inchangé", "inchangés"),
    (State.REFUSED, "refusé", "refusés"),
)


def as_json(plan: Plan) -> dict[str, object]:
    """Rows of projects counted by what would happen to them, then every fault."""
    counts: dict[str, object] = {str(state): plan.count(state) for state, _, _ in COUNTED}
    return counts | {"faults": [fault.as_dict() for fault in plan.faults]}


def as_text(plan: Plan) -> str:
    return "\n".join([summary(plan), *_faults(plan), *_changes(plan), *_notes(plan)])


def summary(plan: Plan) -> str:
    counted = ((plan.count(state), one, many) for state, one, many in COUNTED)
    counts = ", ".join(f"{count} {many if count > 1 else one}" for count, one, many in counted if count)
    projects = "projet" if len(plan.projects) <= 1 else "projets"
    return f"{len(plan.projects)} {projects}\u00a0: {counts or 'aucun'}\u202f; {euros(plan.amount_eur)} accordés."


def _faults(plan: Plan) -> Iterator[str]:
    if not plan.faults:
        return
    many = len(plan.faults) > 1
    yield f"\nRien n’est importé\u00a0: {len(plan.faults)} {'cases sont' if many else 'case est'} à corriger."
    for (sheet, field), faults in groupby(
        sorted(plan.faults, key=_place), key=lambda fault: (fault.sheet, fault.field)
    ):
        yield f"  Feuille «\u00a0{sheet}\u00a0», {field}"
        yield from _alike(list(faults))


def _alike(faults: list[Fault]) -> Iterator[str]:
    """Cells refused for the same reason share a line."""
    for expected, group in groupby(sorted(faults, key=lambda fault: fault.expected), key=lambda fault: fault.expected):
        cells = [f"{fault.cell} {_read(fault)}" for fault in group]
        more = f" et {len(cells) - GROUP_SHOWN} autres" if len(cells) > GROUP_SHOWN else ""
        yield f"    {', '.join(cells[:GROUP_SHOWN])}{more}\u00a0: attendu {expected}."


def _read(fault: Fault) -> str:
    return f"«\u00a0{fault.read}\u00a0»" if fault.read else "(vide)"


def _place(fault: Fault) -> tuple[str, str]:
    return fault.sheet, fault.field


def _changes(plan: Plan) -> Iterator[str]:
    changed = [project for project in plan.projects if project.state is State.CHANGED]
    if changed:
        yield "\nModifications"
    for project in changed:
        yield from _project_changes(project)


def _project_changes(project: PlannedProject) -> Iterator[str]:
    yield f"  {project.code}"
    for change in project.changes:
        yield f"    {change.field}\u00a0: {_change(change)}"


def _change(change: FieldChange) -> str:
    return f"{shown_value(change.before)} → {shown_value(change.after)}"


def shown_value(value: Value) -> str:
    if isinstance(value, Decimal):
        return euros(value)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return ", ".join(value) or "vide"
    return value or "vide"


def _notes(plan: Plan) -> Iterator[str]:
    if plan.notes:
        yield "\nÀ savoir"
    for note in plan.notes:
        yield f"  {_where(note)}{note.sentence}"


def _where(note: Note) -> str:
    return f"{note.sheet} {note.cell}\u00a0– " if note.cell else f"{note.sheet}\u00a0– "
