"""The methods that put an added value in figures: listed, written, retired. Never deleted: sums keep their name."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.addedvalues.said import KIND_ORDER
from app.changes import change, keep
from app.errors import NotFound, Refused
from app.lists.service import free_code
from app.models import AddedValue, AddedValueMethod, User, ValueKind

NEW = "nouvelle"
"""The word of an address, which no code may be."""


@dataclass(frozen=True, slots=True)
class MethodLine:
    code: str
    kind: str
    label: str
    how: str
    unit: str
    source: str
    active: bool
    uses: int

    @property
    def kind_label(self) -> str:
        return ValueKind(self.kind).label


def methods(session: Session) -> list[MethodLine]:
    """By kind, then in the order they were written; how many values use each."""
    own = AddedValueMethod
    uses = select(func.count()).where(AddedValue.method_code == own.code).correlate(own).scalar_subquery()
    statement = select(own.code, own.kind, own.label, own.how, own.unit, own.source, own.active, uses)
    return [MethodLine(*row) for row in session.execute(statement.order_by(KIND_ORDER, own.position, own.code))]


def get_method(session: Session, code: str) -> AddedValueMethod:
    found = session.get(AddedValueMethod, code)
    if found is None:
        raise NotFound("Cette méthode n’existe pas.", "/valeurs-ajoutees/methodes", "Voir les méthodes")
    return found


def method_choices(session: Session, kept: str = "") -> list[tuple[str, str, str]]:
    """Those proposed, and the one already chosen: code, « Agilité : Délai comparé, en jours », how it is done."""
    return [
        (line.code, f"{line.kind_label}\u00a0: {line.label}, en {line.unit}", line.how)
        for line in methods(session)
        if line.active or line.code == kept
    ]


def add_method(session: Session, *, user: User | None, **columns: Any) -> AddedValueMethod:
    everything = list(session.scalars(select(AddedValueMethod).with_for_update()))
    _refuse_same(session, str(columns["kind"]), str(columns["label"]), "")
    made = AddedValueMethod(
        code=free_code(str(columns["label"]), {own.code for own in everything} | {NEW}),
        position=max((own.position for own in everything), default=0) + 1,
        **_plain(columns),
    )
    keep(session, made, user=user)
    return made


def update_method(
    session: Session, method: AddedValueMethod, *, user: User | None, version: int | None = None, **columns: Any
) -> AddedValueMethod:
    _refuse_same(session, str(columns["kind"]), str(columns["label"]), method.code)
    change(session, method, user=user, version=version, **_plain(columns))
    return method


def retire(session: Session, method: AddedValueMethod, *, user: User | None) -> AddedValueMethod:
    change(session, method, user=user, active=False)
    return method


def bring_back(session: Session, method: AddedValueMethod, *, user: User | None) -> AddedValueMethod:
    change(session, method, user=user, active=True)
    return method


def _refuse_same(session: Session, kind: str, label: str, own: str) -> None:
    """Retired ones count: bringing one back is better than having its twin."""
    same = select(AddedValueMethod.active).where(
        AddedValueMethod.kind == kind,
        func.normalise(AddedValueMethod.label) == func.normalise(label.strip()),
        AddedValueMethod.code != own,
    )
    found = session.scalar(same.limit(1))
    if found is not None:
        more = "" if found else " Elle est retirée\u202f: remettez-la dans la liste."
        raise Refused(f"Une méthode porte déjà ce nom.{more}", field="label")


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value).strip() for name, value in columns.items()}
