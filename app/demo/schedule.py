"""Milestones and indicators of a made-up project."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.demo.calendar import add_months
from app.demo.stories import Story
from app.models import Indicator, Measurement, Milestone

if TYPE_CHECKING:
    from app.demo.portfolio import Built

# kind, title, months after the COPIL
STEPS = (
    ("copil", "Passage en COPIL", 0),
    ("signature", "Signature de la charte et de la convention", 1),
    ("lancement", "Lancement avec les partenaires", 2),
    ("evaluation_ex_ante", "Évaluation ex ante", 3),
    ("point_etape", "Point d’étape", 12),
    ("bilan", "Bilan", 24),
    ("evaluation_ex_post", "Évaluation ex post", 25),
    ("capitalisation", "Capitalisation", 28),
)
INDICATORS = {
    "alimentation": (("Foyers touchés", "foyers", 0, 400), ("Fermes engagées", "fermes", 2, 12)),
    "emploi": (("Personnes accompagnées", "personnes", 0, 120), ("Entreprises mobilisées", "entreprises", 5, 30)),
    "transition_ecologique": (("Tonnes évitées", "tonnes", 0, 60), ("Bénévoles formés", "personnes", 10, 50)),
}
ANY = (("Personnes touchées", "personnes", 0, 250), ("Temps d’attente", "jours", 90, 30))


def plan(session: Session, built: Built, story: Story, today: date) -> dict[str, Milestone]:
    """The fund's usual order; a story that is late has left its « point d’étape » (or its signature) undone."""
    if built.copil_on is None:
        due = today + timedelta(days=45)
        steps = [milestone(built, "dialogue_cadrage", "Dialogue de cadrage", due, None)]
    else:
        steps = [step(built, story, kind, title, months, today) for kind, title, months in STEPS]
    session.add_all(steps)
    session.flush()
    return {made.kind_code: made for made in steps}


def step(built: Built, story: Story, kind: str, title: str, months: int, today: date) -> Milestone:
    assert built.copil_on is not None  # noqa: S101
    due_on = add_months(built.copil_on, months)
    overdue = {"late": ("point_etape", "lancement"), "blocked": ("point_etape", "lancement")}.get(story.fate, ())
    waits = story.status in ("valide", "abandonne") and months > 0
    done = due_on < today and kind not in overdue and not waits
    slip = max(0, (len(title) + story.age) % 9 - 5)  # two steps in three are on time
    done_on = min(due_on + timedelta(days=slip), today) if done else None
    return milestone(built, kind, title, due_on, done_on)


def milestone(built: Built, kind: str, title: str, due_on: date, done_on: date | None) -> Milestone:
    return Milestone(
        project_id=built.project.id,
        kind_code=kind,
        title=title,
        due_on=due_on,
        done_on=done_on,
        partner_id=built.partners[0].id,
        evidence="Compte rendu partagé" if done_on else "",
    )


def measure(session: Session, built: Built, story: Story, number: int, today: date) -> None:
    if built.starts_on is None or built.starts_on > today:
        return
    for place, (label, unit, baseline, target) in enumerate(INDICATORS.get(story.domain, ANY)):
        made = Indicator(
            project_id=built.project.id,
            label=label,
            unit=unit,
            baseline=Decimal(baseline),
            target=Decimal(target),
            target_on=built.project.ends_on,
        )
        session.add(made)
        session.flush()
        values(session, made, built.starts_on, today, pace=0.6 + ((number + place) % 6) / 10)


def values(session: Session, made: Indicator, starts_on: date, today: date, pace: float) -> None:
    """One measure every six months on the way to the target: some ahead of it, some behind."""
    assert made.baseline is not None and made.target is not None  # noqa: S101, PT018
    for half_year in range(1, 5):
        measured_on = add_months(starts_on, 6 * half_year)
        if measured_on > today:
            return
        reached = made.baseline + (made.target - made.baseline) * Decimal(str(round(pace * half_year / 4, 3)))
        session.add(
            Measurement(
                indicator_id=made.id, measured_on=measured_on, value=round(reached), evidence=half_year % 3,
                source="Relevé des partenaires",
            )
        )  # fmt: skip
