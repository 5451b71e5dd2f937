"""The exports kept, as far as a person may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.errors import Forbidden, NotFound
from app.models import IssuedFile, IssueState, SavedExport, User


@dataclass(frozen=True)
class Kept:
    """`last`: when it was last issued, `has_failed` what came of it then."""

    saved: SavedExport
    owner: str
    last: datetime | None
    has_failed: bool


def kept_exports(session: Session, user_id: int) -> Sequence[Kept]:
    """Those shared and one's own, by name."""
    own = aliased(IssuedFile)
    latest = select(func.max(own.id)).where(own.saved_export_id == SavedExport.id).correlate(SavedExport)
    found = (
        select(SavedExport, User.name, IssuedFile.asked_at, IssuedFile.state)
        .select_from(SavedExport)
        .outerjoin(IssuedFile, IssuedFile.id == latest.scalar_subquery())
        .outerjoin(User, User.id == SavedExport.owner_id)
        .where(SavedExport.archived_at.is_(None), _seen_by(user_id))
        .order_by(func.normalise(SavedExport.name), SavedExport.id)
    )
    rows = session.execute(found)
    return [Kept(saved, owner or "", at, state == IssueState.FAILED) for saved, owner, at, state in rows]


def get_saved(session: Session, saved_id: int, user_id: int) -> SavedExport:
    """A private one exists for its owner only."""
    wanted = select(SavedExport).where(SavedExport.id == saved_id, SavedExport.archived_at.is_(None))
    found = session.scalar(wanted.where(_seen_by(user_id))) if saved_id < 2**63 else None
    if found is None:
        raise NotFound("Cet export enregistré n’existe pas.", "/exports/modeles", "Voir les exports enregistrés")
    return found


def get_own(session: Session, saved_id: int, user_id: int, *, is_admin: bool) -> SavedExport:
    """To change it: by its owner, or by an administrator when it is shared."""
    found = get_saved(session, saved_id, user_id)
    if found.owner_id != user_id and not is_admin:
        raise Forbidden(
            "Seule la personne qui l’a créé peut le changer\u202f: dupliquez-le pour en faire le vôtre.",
            f"/exports/modeles/{saved_id}",
            "Revenir à l’export",
        )
    return found


def next_due(session: Session, today: date) -> SavedExport | None:
    """One whose day has come, held; another worker is given another one."""
    due = select(SavedExport).where(
        SavedExport.next_run_on <= today, SavedExport.archived_at.is_(None), ~SavedExport.is_paused
    )
    first = due.order_by(SavedExport.next_run_on, SavedExport.id).limit(1)
    return session.scalar(first.with_for_update(skip_locked=True))


def _seen_by(user_id: int) -> ColumnElement[bool]:
    return or_(SavedExport.is_shared, SavedExport.owner_id == user_id)
