"""Where a respondent stands, in a badge and a few short sentences."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from app.assessments.words import voice_words
from app.clock import PARIS
from app.followup.queries import Facts
from app.letters.queries import LetterState
from app.letters.queries import state_of as fate_of
from app.models import CampaignStatus, Letter, LetterKind
from app.web.filters import date_fr, local, plural, time_fr

OLD = 30
NEARLY_A_YEAR = 330


class State(NamedTuple):
    tone: str
    label: str


FATES = {LetterState.SENT: "done", LetterState.FAILED: "late", LetterState.UNCERTAIN: "due", LetterState.RETRIED: "due"}
NOT_SENT = {
    LetterState.FAILED: State("late", "courriel non parti"),
    LetterState.UNCERTAIN: State("due", "envoi incertain"),
    LetterState.RETRIED: State("due", "courriel refusé, nouvel essai à venir"),
    LetterState.LEAVING: State("quiet", "courriel en route"),
    LetterState.QUEUED: State("quiet", "courriel en route"),
}


def day_words(moment: datetime, now: datetime) -> str:
    """« 03/11 », and its year once it is far."""
    return f"{local(moment):%d/%m}" if abs((now - moment).days) < NEARLY_A_YEAR else date_fr(moment)


def state_of(facts: Facts, now: datetime) -> State:
    """What matters most: submitted, then closed, then a letter that did not leave, then how far it is."""
    if facts.submitted_at:
        return State("done", f"soumis le {day_words(facts.submitted_at, now)}")
    if facts.status in (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED):
        return State("due", "non soumis") if facts.answers else State("hatch", "sans réponse")
    if facts.answers:
        return State("info", "en cours")
    return _not_started(facts, now)


def _not_started(facts: Facts, now: datetime) -> State:
    if facts.invited_at is None:
        if not facts.contact_email:
            return State("due", "sans adresse")
        return State("quiet", "lien révoqué" if facts.revoked_at else "pas invité")
    if facts.opened_at:
        return State("info", f"ouvert le {day_words(facts.opened_at, now)}")
    return letter_state(facts, now) or State("quiet", f"invité le {day_words(facts.invited_at, now)}")


def letter_state(facts: Facts, now: datetime) -> State | None:
    """Of the last letter that asked, when something is to be said of it."""
    letter = _last_of_live(facts)
    return NOT_SENT.get(fate_of(letter, now)) if letter else None


def letter_sentence(facts: Facts) -> str:
    """Why the last letter did not leave."""
    letter = _last_of_live(facts)
    return letter.failure if letter else ""


def invitation_notes(facts: Facts, state: State, now: datetime) -> tuple[str, ...]:
    """« invité le 3/11 », « relancé 2 fois, dernière le 12/11 »; not what the badge already says."""
    notes = []
    if facts.invited_at:
        notes.append(f"invité le {day_words(facts.invited_at, now)}")
    elif facts.revoked_at and facts.submitted_at is None:
        notes.append(f"le {day_words(facts.revoked_at, now)}")
    if facts.opened_at:
        notes.append(f"ouvert le {day_words(facts.opened_at, now)}")
    if reminded := _reminded(facts.letters, now):
        notes.append(reminded)
    return tuple(note for note in notes if note != state.label)


def _reminded(letters: Sequence[Letter], now: datetime) -> str:
    sent = [letter for letter in letters if letter.kind == LetterKind.REMINDER and letter.sent_at]
    if not sent or sent[0].sent_at is None:
        return ""
    last = day_words(sent[0].sent_at, now)
    return f"relancé le {last}" if len(sent) == 1 else f"relancé {len(sent)} fois, dernière le {last}"


def source_words(facts: Facts) -> str:
    groups = facts.answers
    if not groups:
        return ""
    names = [group.by for group in groups if not group.own]
    words = voice_words(any(group.own for group in groups), names)
    return f"{words} · classeur reçu le {date_fr(facts.offline_at)}" if facts.offline_at else words


def last_activity(facts: Facts) -> datetime | None:
    moments = [group.last_at for group in facts.answers]
    given = [*moments, facts.submitted_at, facts.opened_at, facts.offline_at]
    return max((moment for moment in given if moment), default=None)


def ago(moment: datetime | None, now: datetime) -> str:
    """« il y a 3 jours »; the date itself once it is old news."""
    if moment is None:
        return ""
    days = (now.astimezone(PARIS).date() - moment.astimezone(PARIS).date()).days
    if days <= 0:
        return f"aujourd’hui à {time_fr(moment)}"
    if days == 1:
        return "hier"
    return f"il y\u00a0a {plural(days, 'jour', 'jours')}" if days <= OLD else f"le {day_words(moment, now)}"


def closing_words(closes_on: date | None, is_open: bool, today: date) -> State | None:
    """How near the closing is, once it is near."""
    if closes_on is None or not is_open:
        return None
    days = (closes_on - today).days
    if days < 0:
        return State("late", f"en retard de {plural(-days, 'jour', 'jours')}")
    if days > 7:
        return None
    if days == 0:
        return State("due", "clôture aujourd’hui")
    return State("due", "clôture demain" if days == 1 else f"clôture dans {plural(days, 'jour', 'jours')}")


def _last_of_live(facts: Facts) -> Letter | None:
    if facts.invited_at is None:
        return None
    since = facts.invited_at
    return next((letter for letter in facts.letters if letter.queued_at >= since), None)
