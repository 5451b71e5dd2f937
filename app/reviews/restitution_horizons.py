"""From which day what is observed may be called a finding, in words."""

from datetime import date

from app.results.words import NBSP
from app.web.filters import date_long
from evaluation import Maturity
from evaluation.horizons import reached_on

MONTHS_A_YEAR = 12
NARROW = "\u202f"


def horizon_words(months: int | None, maturity: Maturity, start: date | None, held_on: date) -> str:
    """« signal : constat possible à partir du 1er janvier 2030 (7 ans) »."""
    if months is None:
        return "se constate tout de suite" if maturity is Maturity.FINDING else "signal, en cette phase"
    day, length = None if start is None else reached_on(start, months), duration(months)
    if day is None:
        return f"signal{NBSP}: le début du programme n’est pas renseigné"
    if maturity is Maturity.FINDING:
        return f"constat depuis le {date_long(day)} ({length})"
    if day <= held_on:
        return f"signal, en cette phase{NARROW}; l’horizon de {length} est atteint"
    return f"signal{NBSP}: constat possible à partir du {date_long(day)} ({length})"


def duration(months: int) -> str:
    """« 18 mois », « 7 ans »."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return f"{months}{NBSP}mois" if rest or not years else f"{years}{NBSP}{'an' if years == 1 else 'ans'}"
