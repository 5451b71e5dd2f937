"""Verbs on an export kept: saved, changed, paused, duplicated, archived, issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.clock import PARIS
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.service import Asker, Planned, Recipient, Wanted, ask, check
from app.exchanges.reports.saved.funders import with_current_funder
from app.exchanges.reports.saved.schedule import as_of, next_run
from app.models import DateRule, IssuedFile, SavedExport, Schedule, User

THE_FUND = "Fonds ODD 17"


@dataclass(frozen=True)
class Kept:
    """What a person chooses to keep. `wanted.choice.as_of` is the fixed day, when the rule says so."""

    name: str
    wanted: Wanted
    date_rule: DateRule
    schedule: Schedule
    schedule_day: int | None
    recipients: Sequence[Recipient]
    message: str
    is_shared: bool


def save(session: Session, kept: Kept, *, user: User, now: datetime) -> SavedExport:
    check(session, kept.wanted)
    saved = SavedExport(**_columns(kept), owner_id=user.id, updated_by_id=user.id)
    _plan(saved, now)
    session.add(saved)
    session.flush()
    return saved


def change(session: Session, saved: SavedExport, kept: Kept, *, user: User, now: datetime) -> SavedExport:
    check(session, kept.wanted)
    for name, value in _columns(kept).items():
        setattr(saved, name, value)
    saved.updated_by_id = user.id
    _plan(saved, now)
    return saved


def pause(saved: SavedExport, *, user: User) -> None:
    saved.is_paused, saved.next_run_on, saved.updated_by_id = True, None, user.id


def resume(saved: SavedExport, *, user: User, now: datetime) -> None:
    """What was due meanwhile is not caught up."""
    saved.is_paused, saved.updated_by_id = False, user.id
    _plan(saved, now)


def archive(saved: SavedExport, *, user: User, now: datetime) -> None:
    """What it issued stays."""
    saved.archived_at, saved.next_run_on, saved.updated_by_id = now, None, user.id


def duplicate(session: Session, saved: SavedExport, *, user: User) -> SavedExport:
    """One's own, private, without schedule nor addresses: nothing leaves before someone has read it again."""
    copied = ("kind", "suffix", "choice", "date_rule", "message")
    copy = SavedExport(
        **{name: getattr(saved, name) for name in copied},
        name=f"{saved.name} (copie)",
        is_shared=False,
        owner_id=user.id,
        updated_by_id=user.id,
    )
    session.add(copy)
    session.flush()
    return copy


def run_now(session: Session, saved: SavedExport, *, user: User, now: datetime, is_sent: bool) -> IssuedFile:
    """Its schedule is left as it is."""
    to = recipients_of(saved) if is_sent else ()
    asker = Asker(user.name, user)
    planned = Planned(saved.id, None, to, saved.message)
    return ask(session, wanted_on(session, saved, today_of(now)), asker, now=now, planned=planned)


def wanted_on(session: Session, saved: SavedExport, on: date) -> Wanted:
    """What is asked for on that day."""
    choice = ReportChoice.from_json(saved.choice)
    until = as_of(DateRule(saved.date_rule), on, choice.as_of)
    return Wanted(saved.kind, saved.suffix, with_current_funder(session, choice.at(until)))


def recipients_of(saved: SavedExport) -> list[Recipient]:
    return [Recipient(**each) for each in saved.recipients]


def today_of(now: datetime) -> date:
    return now.astimezone(PARIS).date()


def _plan(saved: SavedExport, now: datetime) -> None:
    """From tomorrow on: the day it is saved, it can be issued by hand."""
    after = today_of(now)
    saved.next_run_on = None if saved.is_paused else next_run(Schedule(saved.schedule), saved.schedule_day, after)


def _columns(kept: Kept) -> dict[str, Any]:
    return {
        "name": kept.name,
        "kind": kept.wanted.kind,
        "suffix": kept.wanted.suffix,
        "choice": kept.wanted.choice.as_json(),
        "date_rule": kept.date_rule.value,
        "schedule": kept.schedule.value,
        "schedule_day": kept.schedule_day,
        "recipients": [{"email": each.email, "name": each.name} for each in kept.recipients],
        "message": kept.message,
        "is_shared": kept.is_shared,
    }
