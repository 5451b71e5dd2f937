"""The words of the morning mail: grouped, each line with its link, and the way to have no more of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.sealing import BrokenSeal, seal, unseal
from app.agenda.notices.finding import ESCALATED, PAYABLE, Thing, things
from app.agenda.notices.queries import notices_of, told_late
from app.mail import Mail
from app.models import Digest, Notice, User
from app.settings import settings
from app.web.filters import date_fr, plural
from app.web.templating import environment

PURPOSE = "arret-des-rappels"
MOST_LINES = 40
SUBJECT = "Rappels du Fonds ODD\u00a017"


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    project: str
    when: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """`more`: those that the mail does not list, and `address` does."""

    title: str
    lines: tuple[Line, ...]
    more: int
    address: str


def compose(session: Session, digest: Digest, user: User, now: datetime, today: date) -> Mail | None:
    """None when all that was to be told has been done since."""
    groups = groups_of(session, notices_of(session, digest.id), today)
    if not groups:
        return None
    subject = f"{SUBJECT}\u00a0: {', '.join(_counted(group) for group in groups)}"
    stop = stop_address(user.id, now)
    context = {
        "name": user.name,
        "groups": groups,
        "subject": subject,
        "reminders": _public("/mon-compte/rappels"),
        "stop": stop,
    }
    text = environment.get_template("agenda/letters/digest.txt").render(context)
    html = environment.get_template("agenda/letters/digest.html").render(context)
    return Mail(to=user.email, subject=subject, text=text.strip() + "\n", html=html, unsubscribe=f"{stop}/direct")


def groups_of(session: Session, notices: Sequence[Notice], today: date) -> list[Group]:
    """What is still to be done of it, what is asked for first."""
    found = {(one.subject.value, one.entry.id): one for one in things(session, today)}
    kept = [(found[key], notice.mark) for notice in notices if (key := (notice.subject, notice.subject_id)) in found]
    told = [(one, mark) for one, mark in kept if mark != ESCALATED]
    return preview(session, told, [one for one, mark in kept if mark == ESCALATED], today)


def preview(
    session: Session, told: Sequence[tuple[Thing, str]], escalated: Sequence[Thing], today: date
) -> list[Group]:
    """The same groups, of what would be told."""
    ready = [one for one, mark in told if mark == PAYABLE and one.is_ready]
    others = [one for one, mark in told if mark != PAYABLE]
    late = [one for one in others if one.entry.late]
    coming = [one for one in others if not one.entry.late]
    groups = [
        _group("Retards signalés", _with_referents(session, escalated), "retard=oui"),
        _group("En retard", [(one, _late(one)) for one in late], "retard=oui"),
        _group(
            "À mettre en paiement",
            [(one, "jalon fait, évaluation reçue\u00a0: à signer") for one in ready],
            "genre=tranches",
        ),
        _group("À venir", [(one, _coming(one, today)) for one in coming], ""),
    ]
    return [group for group in groups if group.lines]


def stop_address(user_id: int, now: datetime) -> str:
    return _public(f"/rappels/arret/{seal(str(user_id).encode(), purpose=PURPOSE, now=now).decode()}")


def who_stops(sealed: str, now: datetime) -> int | None:
    """Whose mail it came with; None for an address that was made up."""
    try:
        return int(unseal(sealed.encode(), purpose=PURPOSE, now=now))
    except (BrokenSeal, ValueError):
        return None


def _group(title: str, lines: Sequence[tuple[Thing, str]], query: str) -> Group:
    shown = tuple(_line(one, when) for one, when in lines[:MOST_LINES])
    return Group(title, shown, len(lines) - len(shown), _public(f"/calendrier?vue=liste&{query}".rstrip("&")))


def _line(one: Thing, when: str) -> Line:
    return Line(one.entry.words, one.entry.project, when, _public(one.entry.address))


def _late(one: Thing) -> str:
    return f"{one.entry.state.label}, prévu le {date_fr(one.entry.due_on)}"


def _coming(one: Thing, today: date) -> str:
    left = (one.entry.due_on - today).days
    if left == 0:
        return "aujourd’hui"
    return (
        f"demain, le {date_fr(one.entry.due_on)}"
        if left == 1
        else f"dans {left}\u00a0jours, le {date_fr(one.entry.due_on)}"
    )


def _with_referents(session: Session, late: Sequence[Thing]) -> list[tuple[Thing, str]]:
    """Who follows the project, and when that person was told first."""
    people = {one.referent_id for one in late if one.referent_id}
    names = {row.id: row.name for row in session.execute(select(User.id, User.name).where(User.id.in_(people)))}
    told = told_late(session, [one.entry.id for one in late], people)
    said = []
    for one in late:
        who = names.get(one.referent_id or 0)
        at = told.get((one.entry.id, one.referent_id or 0))
        follows = f"suivi par {who}" if who else "sans référent"
        known = f", à qui c’est rappelé depuis le {date_fr(at)}" if at else ""
        said.append((one, f"{_late(one)}, {follows}{known}"))
    return said


def _counted(group: Group) -> str:
    count = len(group.lines) + group.more
    return {
        "Retards signalés": plural(count, "retard signalé", "retards signalés"),
        "En retard": f"{count}\u00a0en retard",
        "À mettre en paiement": f"{count}\u00a0à mettre en paiement",
        "À venir": f"{count}\u00a0à venir",
    }[group.title]


def _public(path: str) -> str:
    return f"{settings().base_url.rstrip('/')}{path}"
