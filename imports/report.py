"""The plan told to a program (`as_json`) and to a person (`as_text`)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from pydantic_core import to_jsonable_python

from imports.faults import Fault, Note
from imports.mapping import FOLLOW_UP
from imports.projects.checks import euros
from imports.projects.planned import FieldChange, State, Value
from imports.records.planned import PlannedRecord, WorkbookPlan

GROUP_SHOWN = 8
SINGULAR = {
    "projets": "projet",
    "organisations": "organisation",
    "partenaires": "partenaire",
    "investissements": "investissement",
    "tranches": "tranche",
    "jalons": "jalon",
    "indicateurs": "indicateur",
    "mesures": "mesure",
    "reponses": "réponse",
}
FEMININE = frozenset({"organisations", "tranches", "mesures", "reponses"})
COUNTED = {
    State.NEW: ("nouveau", "nouveaux", "nouvelle", "nouvelles"),
    State.CHANGED: ("modifié", "modifiés", "modifiée", "modifiées"),
    State.SAME: ("inchangé", "inchangés", "inchangée", "inchangées"),
    State.REFUSED: ("refusé", "refusés", "refusée", "refusées"),
}


def as_json(plan: WorkbookPlan) -> dict[str, object]:
    """Rows counted by what would happen to them, then every fault, then each field that would change."""
    counts: dict[str, object] = {str(state): plan.count(state) for state in COUNTED}
    changed = (record for record in plan.records if record.state is State.CHANGED)
    changes = [_as_dict(record, change) for record in changed for change in record.changes]
    return counts | {"faults": [fault.as_dict() for fault in plan.faults], "changes": changes}


def _as_dict(record: PlannedRecord, change: FieldChange) -> dict[str, object]:
    """Amounts as text with their cents, dates as ISO writes them, lists as lists, nothing as null."""
    return {
        "kind": record.kind,
        "record": record.label,
        "sheet": record.sheet,
        "row": record.row,
        "field": change.field,
        "before": to_jsonable_python(change.before),
        "after": to_jsonable_python(change.after),
    }


def as_text(plan: WorkbookPlan) -> str:
    return "\n".join([*summaries(plan), *_faults(plan), *_changes(plan), *_questions(plan), *_notes(plan)])


def summaries(plan: WorkbookPlan) -> Iterator[str]:
    """One line for each kind of sheet."""
    for kind, records in groupby(plan.records, key=lambda record: record.kind):
        own = list(records)
        yield f"{_counted(own, kind)}{_amount(plan) if kind == FOLLOW_UP else ''}."


def _counted(records: Sequence[PlannedRecord], kind: str) -> str:
    counts = Counter(record.state for record in records)
    said = ", ".join(f"{counts[state]} {in_words(state, counts[state], kind)}" for state in COUNTED if counts[state])
    return f"{len(records)} {kind if len(records) > 1 else SINGULAR[kind]}\u00a0: {said}"


def in_words(state: State, count: int, kind: str) -> str:
    """« nouvelles », as the kind and the count ask."""
    return COUNTED[state][(count > 1) + 2 * (kind in FEMININE)]


def _amount(plan: WorkbookPlan) -> str:
    amount = plan.followed.plan.amount_eur if plan.followed else Decimal(0)
    return f"\u202f; {euros(amount)} accordés"


def _faults(plan: WorkbookPlan) -> Iterator[str]:
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


def _changes(plan: WorkbookPlan) -> Iterator[str]:
    changed = [record for record in plan.records if record.state is State.CHANGED]
    if changed:
        yield "\nModifications"
    for record in changed:
        yield f"  {record.label}"
        for change in record.changes:
            yield f"    {change.field}\u00a0: {_change(change)}"


def _questions(plan: WorkbookPlan) -> Iterator[str]:
    if plan.questions:
        yield "\nPeut-être déjà connues, enregistrées comme nouvelles"
    for question in plan.questions:
        found = question.candidates[0]
        yield f"  «\u00a0{question.name}\u00a0»\u00a0: «\u00a0{found.name}\u00a0»\u202f? {found.reason}."


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


def _notes(plan: WorkbookPlan) -> Iterator[str]:
    if plan.notes:
        yield "\nÀ savoir"
    for note in plan.notes:
        yield f"  {_where(note)}{note.sentence}"


def _where(note: Note) -> str:
    return f"{note.sheet} {note.cell}\u00a0– " if note.cell else f"{note.sheet}\u00a0– "
