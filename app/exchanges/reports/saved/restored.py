"""After a backup is put back: what waited then may have left since, so no file leaves by itself."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.exchanges.reports.saved.schedule import next_run
from app.exchanges.reports.saved.service import today_of
from app.models import IssuedFile, IssuedSending, IssueState, SavedExport, Schedule

HELD = "La base a été restaurée\u202f: ce courriel est peut-être déjà parti. Renvoyez-le au besoin."
NOT_MADE = "La base a été restaurée avant que ce document ne soit prêt\u202f: préparez-le de nouveau."


def hold_exports(session: Session, *, now: datetime) -> None:
    """The days that passed meanwhile count as seen to."""
    waiting = update(IssuedSending).where(IssuedSending.sent_at.is_(None), IssuedSending.failed_at.is_(None))
    session.execute(waiting.values(failed_at=now, failure=HELD))
    unmade = update(IssuedFile).where(IssuedFile.state.in_((IssueState.WAITING, IssueState.RUNNING)))
    session.execute(unmade.values(state=IssueState.FAILED, failure=NOT_MADE, finished_at=now))
    due = select(SavedExport).where(SavedExport.next_run_on <= today_of(now))
    for saved in session.scalars(due).all():
        following = next_run(Schedule(saved.schedule), saved.schedule_day, today_of(now))
        session.execute(update(SavedExport).where(SavedExport.id == saved.id).values(next_run_on=following))
