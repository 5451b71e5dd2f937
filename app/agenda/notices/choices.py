"""What a person asked to be reminded of, and what its role is reminded of until it has said."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import InstallationFact, NoticeChoice, NoticeSubject, Rhythm, Role, User

DELAYS: Mapping[int, str] = {
    30: "30 jours avant",
    14: "14 jours avant",
    7: "7 jours avant",
    1: "la veille",
    0: "le jour même",
}
MANAGERS = (Role.ADMIN, Role.GESTIONNAIRE)
READERS = (*MANAGERS, Role.EVALUATEUR, Role.LECTEUR)
SUBJECT_OF: Mapping[str, NoticeSubject] = {
    "jalon": NoticeSubject.MILESTONE,
    "tranche": NoticeSubject.INSTALMENT,
    "cloture": NoticeSubject.CAMPAIGN,
}
FACT = "escalation_days"
USUAL_DAYS = 15
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class Reminders:
    """`delays` in days before the date, 0 on the day. `tells_late`: what is late, once a week."""

    rhythm: Rhythm
    only_mine: bool = False
    subjects: frozenset[str] = frozenset(NoticeSubject)
    delays: tuple[int, ...] = (14, 1)
    tells_late: bool = True
    tells_escalations: bool = False


def usual(role: str) -> Reminders:
    """Who manages has one mail on Monday; the others have none until they ask."""
    return Reminders(Rhythm.WEEKLY if role in MANAGERS else Rhythm.NONE)


def reminders_of(session: Session, user: User) -> Reminders:
    return read(session.get(NoticeChoice, user.id), user.role)


def read(kept: NoticeChoice | None, role: str) -> Reminders:
    if kept is None:
        return usual(role)
    return Reminders(
        Rhythm(kept.rhythm),
        kept.only_mine,
        frozenset(kept.subjects),
        tuple(sorted(kept.delays, reverse=True)),
        kept.tells_late,
        kept.tells_escalations and role in MANAGERS,
    )


def delays_for(wanted: Reminders, user_id: int, *, kind: str, referent_id: int | None) -> tuple[int, ...]:
    """How many days before an entry of the calendar this person is reminded of it; never, for what it left out."""
    is_asked = wanted.rhythm != Rhythm.NONE and SUBJECT_OF.get(kind) in wanted.subjects
    return wanted.delays if is_asked and (not wanted.only_mine or referent_id == user_id) else ()


def everyone(session: Session) -> list[tuple[User, Reminders]]:
    """Whose account is open and may read the calendar, in the order of accounts."""
    statement = (
        select(User, NoticeChoice)
        .outerjoin(NoticeChoice, NoticeChoice.user_id == User.id)
        .where(User.active, User.role.in_([role.value for role in READERS]))
        .order_by(User.id)
    )
    return [(user, read(kept, user.role)) for user, kept in session.execute(statement)]


def choose(session: Session, *, user_id: int, wanted: Reminders) -> None:
    values = {
        "rhythm": wanted.rhythm.value,
        "only_mine": wanted.only_mine,
        "subjects": sorted(wanted.subjects),
        "delays": sorted(wanted.delays, reverse=True),
        "tells_late": wanted.tells_late,
        "tells_escalations": wanted.tells_escalations,
    }
    statement = insert(NoticeChoice).values(user_id=user_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=[NoticeChoice.user_id], set_=values))
    session.expire_all()


def stop(session: Session, *, user: User) -> None:
    """No reminder any more, those of colleagues included; the rest of the choice stays for another day."""
    kept = reminders_of(session, user)
    wanted = Reminders(Rhythm.NONE, kept.only_mine, kept.subjects, kept.delays, kept.tells_late, False)
    choose(session, user_id=user.id, wanted=wanted)


def escalation_days(session: Session) -> int:
    """How late a milestone is when colleagues are told; 0 when they never are."""
    kept = session.scalar(select(InstallationFact.value).where(InstallationFact.name == FACT))
    return int(kept) if kept and kept.isdigit() else USUAL_DAYS


def set_escalation_days(session: Session, *, days: int) -> None:
    statement = insert(InstallationFact).values(name=FACT, value=str(days))
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": str(days)}))
