"""After a backup is put back: what waited then may have left since, so nothing leaves by itself."""

from datetime import datetime

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from app import clock
from app.agenda.notices.restored import hold_digests
from app.doors.restored import hold_door_letters
from app.exchanges.reports.saved.restored import hold_exports
from app.gazette.restored import hold_gazettes
from app.models.letter import CampaignReminder, Letter

HELD = "La base a été restaurée\u202f: cette lettre est peut-être déjà partie. Renvoyez-la au besoin."


def hold_everything(session: Session, *, now: datetime) -> int:
    """How many letters are held; reminders whose day has come count as seen to."""
    session.execute(text("DELETE FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"))
    waiting = update(Letter).where(Letter.sent_at.is_(None), Letter.failed_at.is_(None))
    held = session.scalars(waiting.values(failed_at=now, failure=HELD).returning(Letter.id)).all()
    past = update(CampaignReminder).where(CampaignReminder.done_at.is_(None))
    session.execute(past.where(CampaignReminder.due_on <= now.astimezone(clock.PARIS).date()).values(done_at=now))
    hold_exports(session, now=now)
    hold_digests(session, now=now)
    hold_door_letters(session, now=now)
    hold_gazettes(session, now=now)
    return len(held)
