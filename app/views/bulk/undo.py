"""Undoes a bulk edit, in whole or in part; what nobody chose stays, and may be undone later."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.errors import Refused
from app.journal.context import because
from app.models import Act, BulkEdit, BulkEditLine, Milestone, User
from app.views.bulk.acts import COLUMNS
from app.views.bulk.service import keep_moves, link_domain, reason_of, set_column
from app.views.bulk.undoing import UndoLine, UndoPlan


def apply_undo(
    session: Session, bulk: BulkEdit, plan: UndoPlan, chosen: Collection[int], *, user: User | None, now: datetime
) -> int:
    """How many projects were given back what they held. The caller made sure that the plan is the one shown."""
    lines = [line for line in plan.lines if line.may_be_undone and line.project_id in chosen]
    if not lines:
        raise Refused("Cochez au moins un projet à remettre comme avant.", link=f"/projets/lots/{bulk.id}/annulation")
    because(session, f"annulation de la {reason_of(bulk)}")
    RESTORERS.get(Act(bulk.act), _restore_columns)(session, bulk, lines, user)
    here = BulkEditLine.bulk_edit_id == bulk.id
    done = update(BulkEditLine).where(here, BulkEditLine.project_id.in_([line.project_id for line in lines]))
    session.execute(done.values(undone_at=now))
    bulk.undone_at, bulk.undone_by_id = now, user.id if user else None
    session.flush()
    session.expire_all()
    return len(lines)


def _restore_columns(session: Session, bulk: BulkEdit, lines: Sequence[UndoLine], user: User | None) -> None:
    act = Act(bulk.act)
    set_column(session, COLUMNS[act], {line.project_id: line.kept.before for line in lines}, user)
    if act is Act.STATUS:
        moves = [(line.project_id, line.kept.after, line.kept.before) for line in lines]
        keep_moves(session, moves, f"annulation de la {reason_of(bulk)}", user)


def _restore_domains(session: Session, bulk: BulkEdit, lines: Sequence[UndoLine], user: User | None) -> None:
    ids = [line.project_id for line in lines]
    link_domain(session, ids, bulk.value["value"], user, add=Act(bulk.act) is Act.REMOVE_DOMAIN)


def _remove_milestones(session: Session, _bulk: BulkEdit, lines: Sequence[UndoLine], _user: User | None) -> None:
    """Only those that this bulk edit added."""
    session.execute(delete(Milestone).where(Milestone.id.in_([line.kept.milestone_id for line in lines])))


RESTORERS: dict[Act, Callable[[Session, BulkEdit, Sequence[UndoLine], User | None], None]] = {
    Act.ADD_DOMAIN: _restore_domains,
    Act.REMOVE_DOMAIN: _restore_domains,
    Act.MILESTONE: _remove_milestones,
}
