"""What there is to tell on a day: the facts in two queries, then who is told what, decided without the database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, or_, select, true
from sqlalchemy.orm import Session

from app.agenda.entries import entries
from app.agenda.notices.choices import DELAYS, Reminders
from app.agenda.words import Entry, entry
from app.investments.payable import was_waiting
from app.models import Instalment, Investment, Milestone, NoticeSubject, Project, ProjectStatus, Rhythm

KINDS = {
    "jalon": NoticeSubject.MILESTONE,
    "tranche": NoticeSubject.INSTALMENT,
    "cloture": NoticeSubject.CAMPAIGN,
}
PAYABLE, ESCALATED = "payable", "escalade"
Key = tuple[str, int, date, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something dated still to be done. `is_ready`: an instalment that nothing holds back any more."""

    entry: Entry
    referent_id: int | None
    is_ready: bool = False

    @property
    def subject(self) -> NoticeSubject:
        return KINDS[self.entry.kind]

    def key(self, mark: str) -> Key:
        return self.subject.value, self.entry.id, self.entry.due_on, mark


def things(session: Session, today: date) -> list[Thing]:
    """Everything late, due within the longest delay, or ready to be signed for, in the order of its date."""
    source = entries(true(), KINDS, today)
    ready = set(session.scalars(_ready()))
    near = source.c.due_on <= today + timedelta(days=max(DELAYS))
    is_ready = and_(source.c.kind == "tranche", source.c.id.in_(ready))
    statement = select(source).where(source.c.done_on.is_(None), or_(near, is_ready))
    rows = session.execute(statement.order_by(source.c.due_on, source.c.place, source.c.id))
    return [Thing(entry(row, today), row.referent_id, row.kind == "tranche" and row.id in ready) for row in rows]


def to_tell(things: Iterable[Thing], wanted: Reminders, user_id: int, today: date) -> list[tuple[Thing, str]]:
    """The usual part: each thing once, with the mark of what is told of it."""
    kept = (one for one in things if wanted.rhythm != Rhythm.NONE and _is_wanted(one, wanted, user_id))
    return [(one, mark) for one in kept if (mark := _mark(one, wanted, today))]


def to_escalate(things: Iterable[Thing], wanted: Reminders, user_id: int, days: int, today: date) -> list[Thing]:
    """Milestones late for so long that colleagues of who follows them are told; `days` 0: none ever."""
    if not wanted.tells_escalations or not days:
        return []
    limit = today - timedelta(days=days)
    return [
        one for one in things if one.entry.kind == "jalon" and one.entry.due_on <= limit and one.referent_id != user_id
    ]


def is_turn(wanted: Reminders, seen_this_week: bool) -> bool:
    """Each morning, or the first one of the week; a Monday when nothing ran is caught up."""
    return wanted.rhythm == Rhythm.DAILY or (wanted.rhythm == Rhythm.WEEKLY and not seen_this_week)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def reached(delays: Collection[int], left: int) -> int | None:
    """The delay whose time has come with so many days left: of those chosen, the nearest not yet past."""
    return min((delay for delay in delays if left <= delay), default=None)


def _is_wanted(one: Thing, wanted: Reminders, user_id: int) -> bool:
    return one.subject in wanted.subjects and (not wanted.only_mine or one.referent_id == user_id)


def _mark(one: Thing, wanted: Reminders, today: date) -> str:
    """Ready to be signed for goes first: it is what unlocks the rest."""
    left = (one.entry.due_on - today).days
    if one.is_ready:
        return PAYABLE
    if left < 0:
        year, week, _ = today.isocalendar()
        return f"retard-{year}-{week:02d}" if wanted.tells_late else ""
    delay = reached(wanted.delays, left)
    return "" if delay is None else f"avant-{delay}"


def _ready() -> Select[int]:
    return (
        select(Instalment.id)
        .join(Investment, Investment.id == Instalment.investment_id)
        .join(Project, Project.id == Investment.project_id)
        .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
        .where(was_waiting(), Project.status != ProjectStatus.ABANDONNE)
    )
