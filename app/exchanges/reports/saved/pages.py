"""Exports kept, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.described import described
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.queries import latest_of
from app.exchanges.reports.options import document_words
from app.exchanges.reports.pages import FOR_WHOM, FURTHER, option_values
from app.exchanges.reports.saved.queries import Kept
from app.exchanges.reports.views import issued_views
from app.models import DateRule, SavedExport, Schedule, User
from app.projects.choices import read_choices
from app.projects.options import all_options
from app.web.filters import date_fr, date_full, plural

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
LAST_OF_ALL_MONTHS = 28


@dataclass(frozen=True)
class SavedRow:
    id: int
    name: str
    document: str
    schedule: str
    next_run_on: date | None
    is_paused: bool
    recipients: str
    owner: str
    is_private: bool
    last: datetime | None
    has_failed: bool


def list_values(kept: Sequence[Kept], user_id: int) -> list[SavedRow]:
    return [
        SavedRow(
            id=each.saved.id,
            name=each.saved.name,
            document=document_words(each.saved.kind, each.saved.suffix),
            schedule=schedule_words(each.saved),
            next_run_on=each.saved.next_run_on,
            is_paused=each.saved.is_paused,
            recipients=plural(len(each.saved.recipients), "destinataire", "destinataires"),
            owner="vous" if each.saved.owner_id == user_id else each.owner,
            is_private=not each.saved.is_shared,
            last=each.last,
            has_failed=each.has_failed,
        )
        for each in kept
    ]


def one_values(session: Session, saved: SavedExport, now: datetime) -> dict[str, Any]:
    owner = session.get(User, saved.owner_id) if saved.owner_id else None
    choice = ReportChoice.from_json(saved.choice)
    facts = [
        ("Document", document_words(saved.kind, saved.suffix)),
        *([("Projet", choice.project)] if choice.project else described(session, choice.projects)),
        ("Chiffres arrêtés à", date_words(saved, choice)),
        ("Part tout seul", schedule_words(saved)),
        ("Prochain envoi", date_full(saved.next_run_on) if saved.next_run_on else "aucun"),
        ("Créé par", (owner.name if owner else "") + ("" if saved.is_shared else ", pour cette personne seulement")),
    ]
    return {
        "saved": saved,
        "facts": [(label, value, "") for label, value in facts],
        "issued": issued_views(session, latest_of(session, saved.id), now),
        "is_scheduled": saved.schedule != Schedule.NONE,
    }


def edit_values(session: Session) -> dict[str, Any]:
    return {
        "options": all_options(read_choices(session)),
        "for_whom": FOR_WHOM,
        "further": FURTHER,
        "date_rules": [(rule.value, rule.label) for rule in DateRule],
        "schedules": [(each.value, each.label) for each in Schedule],
        "weekdays": [(number, name) for number, name in enumerate(WEEKDAYS, 1)],
        "monthdays": [(day, f"le {day}" if day > 1 else "le 1er") for day in range(1, 31)] + [(31, "le dernier jour")],
        **option_values(session),
    }


def schedule_words(saved: SavedExport) -> str:
    schedule, day = Schedule(saved.schedule), saved.schedule_day or 1
    if schedule is Schedule.NONE:
        return schedule.label
    if schedule is Schedule.WEEKLY:
        return f"chaque {WEEKDAYS[day - 1]}"
    of = "du mois" if schedule is Schedule.MONTHLY else "du premier mois de chaque trimestre"
    return f"le {day_words(day)} {of}"


def day_words(day: int) -> str:
    if day > LAST_OF_ALL_MONTHS:
        return "dernier jour" if day == 31 else f"{day} (ou le dernier jour)"
    return "1er" if day == 1 else str(day)


def date_words(saved: SavedExport, choice: ReportChoice) -> str:
    rule = DateRule(saved.date_rule)
    return date_fr(choice.as_of) if rule is DateRule.FIXED else rule.label
