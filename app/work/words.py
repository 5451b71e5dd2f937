"""Days as people say them: « en retard de 12 jours », « demain », « jeudi 28 novembre »."""

from datetime import date

from app.web.filters import date_full, plural
from app.wording import days

Badge = tuple[str, str]
"""Its words and its tone."""


def day_words(day: date | None, today: date) -> str:
    """« jeudi 28 novembre »; the year is only said when it is another one."""
    return date_full(day).removesuffix(f" {today.year}") if day else ""


def due_words(day: date, today: date) -> Badge:
    left = (day - today).days
    if left < 0:
        return f"en retard de {days(-left)}", "late"
    return NEAR.get(left) or f"dans {days(left)}", "due" if left < SOON else "info"


def closing_words(day: date | None, today: date) -> Badge:
    """Of an open campaign."""
    if day is None:
        return "sans date de clôture", "quiet"
    left = (day - today).days
    if left < 0:
        return f"clôture dépassée de {days(-left)}", "late"
    return f"clôture {NEAR.get(left) or f'dans {days(left)}'}", "due" if left < SOON else "info"


def since_words(day: date, today: date) -> str:
    gap = (today - day).days
    return {0: "aujourd’hui", 1: "hier"}.get(gap, f"il y a {days(gap)}")


def names_words(names: list[str], shown: int = 3) -> str:
    """« A, B, C et 2 autres »."""
    more = len(names) - shown
    if more <= 1:
        shown, more = len(names), 0
    return ", ".join(names[:shown]) + (f" et {plural(more, 'autre', 'autres')}" if more else "")


NEAR = {0: "aujourd’hui", 1: "demain"}
SOON = 8
