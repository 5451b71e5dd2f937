"""The schedule the fund usually follows, dated from the three dates known when an investment is registered."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

USUAL_MONTHS = 24
EX_POST_MONTHS = 18  # performance is not read before
TITLES = {
    "reperage": "Repérage",
    "dialogue_cadrage": "Dialogue de cadrage",
    "instruction": "Instruction",
    "copil": "Passage en COPIL",
    "decision": "Décision",
    "signature": "Signature de la charte et de la convention",
    "versement": "Premier versement",
    "lancement": "Lancement",
    "evaluation_ex_ante": "Évaluation ex ante",
    "point_etape": "Point d’étape",
    "bilan": "Bilan",
    "evaluation_ex_post": "Évaluation ex post",
    "capitalisation": "Capitalisation",
    "cloture": "Clôture",
}


@dataclass(frozen=True, slots=True)
class ProposedMilestone:
    kind_code: str
    title: str
    due_on: date


def propose_milestones(copil_on: date | None, starts_on: date | None, ends_on: date | None) -> list[ProposedMilestone]:
    """The fourteen kinds in the fund's order; none when no date at all is known.

    Missing dates are supposed: a start one month after the COPIL, two years of work.
    """
    if copil_on is None and starts_on is None and ends_on is None:
        return []
    copil, start, end = _known_dates(copil_on, starts_on, ends_on)
    dates = _before_copil(copil) | _until_launch(copil, start) | _after_launch(start, end)
    return [ProposedMilestone(kind, title, dates[kind]) for kind, title in TITLES.items()]


def months_after(day: date, months: int) -> date:
    """The same day of another month, or its last one: 31/01 and one month give 28/02."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def middle(start: date, end: date) -> date:
    return start + (end - start) // 2


def _known_dates(copil_on: date | None, starts_on: date | None, ends_on: date | None) -> tuple[date, date, date]:
    if starts_on is None:
        starts_on = months_after(copil_on, 1) if copil_on else months_after(ends_on or date.max, -USUAL_MONTHS)
    return copil_on or months_after(starts_on, -1), starts_on, ends_on or months_after(starts_on, USUAL_MONTHS)


def _before_copil(copil: date) -> dict[str, date]:
    return {
        "reperage": months_after(copil, -5),
        "dialogue_cadrage": months_after(copil, -3),
        "instruction": months_after(copil, -1),
        "copil": copil,
    }


def _until_launch(copil: date, start: date) -> dict[str, date]:
    """Decision, signature and first payment fall between the COPIL and the start when there is room."""
    limit = start if start > copil else date.max
    return {
        "decision": min(copil + timedelta(days=7), limit),
        "signature": min(copil + timedelta(days=21), limit),
        "versement": min(months_after(copil, 1), limit),
        "lancement": start,
    }


def _after_launch(start: date, end: date) -> dict[str, date]:
    ex_post = max(months_after(end, 1), months_after(start, EX_POST_MONTHS))
    return {
        "evaluation_ex_ante": min(months_after(start, 1), end),
        "point_etape": max(middle(start, end), min(months_after(start, 1), end)),
        "bilan": end,
        "evaluation_ex_post": ex_post,
        "capitalisation": months_after(ex_post, 2),
        "cloture": months_after(ex_post, 4),
    }
