"""The exports whose day has come, each once: however late the worker, however many of them there are."""

from datetime import datetime

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import clock
from app.db import Bind, writing
from app.errors import DomainError
from app.exchanges.reports.issuing.making import BROKEN
from app.exchanges.reports.issuing.service import Asker, Planned, Wanted, ask, new_issued
from app.exchanges.reports.issuing.trouble import tell_owner
from app.exchanges.reports.saved.queries import next_due
from app.exchanges.reports.saved.schedule import next_run
from app.exchanges.reports.saved.service import THE_FUND, recipients_of, today_of, wanted_on
from app.models import IssueState, SavedExport, Schedule, User

log = structlog.get_logger()

FROM_HOUR = 7  # in Paris


def run_due(bind: Bind) -> None:
    """From seven in the morning; a day when nothing ran is caught up, once."""
    while clock.now().astimezone(clock.PARIS).hour >= FROM_HOUR and _run_one(bind):
        pass


def _run_one(bind: Bind) -> bool:
    now = clock.now()
    with writing(bind) as session:
        saved = next_due(session, today_of(now))
        if saved is None:
            return False
        _issue(session, saved, now)
        # Not as a change of the record: whoever is editing it loses nothing.
        following = next_run(Schedule(saved.schedule), saved.schedule_day, today_of(now))
        session.execute(update(SavedExport).where(SavedExport.id == saved.id).values(next_run_on=following))
    return True


def _issue(session: Session, saved: SavedExport, now: datetime) -> None:
    owner = session.get(User, saved.owner_id) if saved.owner_id else None
    asker = Asker(owner.name, owner) if owner is not None and owner.active else Asker(THE_FUND)
    wanted = wanted_on(session, saved, today_of(now))
    try:
        with session.begin_nested():
            ask(session, wanted, asker, now=now, planned=_planned(saved))
    except DomainError as refusal:
        _refused(session, saved, wanted, asker, now, refusal.sentence)
    except Exception as error:  # one that breaks does not hold up the others
        log.warning("export_not_issued", saved_export=saved.id, error=type(error).__name__)
        _refused(session, saved, wanted, asker, now, BROKEN)


def _refused(session: Session, saved: SavedExport, wanted: Wanted, asker: Asker, now: datetime, sentence: str) -> None:
    """What was asked for no longer exists: said in the history and to the owner, nothing leaves."""
    issued = new_issued(session, wanted, asker, now=now)
    issued.saved_export_id, issued.due_on = saved.id, saved.next_run_on
    issued.state, issued.failure, issued.finished_at = IssueState.FAILED, sentence, now
    session.flush()
    tell_owner(session, issued)


def _planned(saved: SavedExport) -> Planned:
    return Planned(saved.id, saved.next_run_on, recipients_of(saved), saved.message)
