"""Before letters leave: how many and to whom; after: the same, in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.followup.lines import Line, written_to_today
from app.followup.queries import Facts
from app.web.filters import plural

NAMED = 3


@dataclass(frozen=True)
class Sending:
    """`left_out`: those who get nothing, each with the reason."""

    chosen: list[Line]
    left_out: list[tuple[Line, str]]


def inviting(lines: Iterable[Line], now: datetime) -> Sending:
    every = list(lines)
    left_out = [(line, _why_not_invited(line.facts, now)) for line in every if not line.can_invite]
    return Sending([line for line in every if line.can_invite], left_out)


def reminding(lines: Iterable[Line], now: datetime) -> Sending:
    every = list(lines)
    left_out = [(line, _why_not_reminded(line.facts, now)) for line in every if not line.can_remind]
    return Sending([line for line in every if line.can_remind], left_out)


def sent_words(whom: Sequence[str], count: int | None = None) -> str:
    """« Un courriel part à Camille Dupont (camille@exemple.fr). », « 12 courriels partent. »"""
    number = len(whom) if count is None else count
    if number == 0:
        return "Aucun courriel ne part."
    if number == 1 and len(whom) == 1:
        return f"Un courriel part à {whom[0]}."
    words = f"{plural(number, 'courriel part', 'courriels partent')}"
    return f"{words}\u00a0: {', '.join(whom)}." if number == len(whom) <= NAMED else f"{words}."


def _why_not_invited(facts: Facts, now: datetime) -> str:
    if not facts.is_open:
        return "la campagne n’est pas ouverte"
    if facts.submitted_at:
        return "a déjà soumis"
    if not facts.is_answerable(now):
        return "la clôture est passée\u202f: prolongez d’abord la campagne"
    return "déjà invité" if facts.invited_at else "sans adresse électronique"


def _why_not_reminded(facts: Facts, now: datetime) -> str:
    if not facts.is_open:
        return "la campagne n’est pas ouverte"
    if facts.submitted_at:
        return "a déjà soumis"
    if not facts.is_answerable(now):
        return "la clôture est passée\u202f: prolongez d’abord la campagne"
    if facts.invited_at is None:
        return "pas encore invité par courriel" if facts.contact_email else "sans adresse électronique"
    return "a déjà reçu un courriel aujourd’hui" if written_to_today(facts, now) else "n’est pas à relancer"
