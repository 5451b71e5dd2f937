"""Sentences that several pages of évaluations say."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.models import CampaignStatus, Moment
from app.web.filters import date_fr, plural

MOMENT_OPTIONS = [(moment.value, moment.label.capitalize()) for moment in Moment]
STATUS_OPTIONS = [(status.value, status.label.capitalize()) for status in CampaignStatus]
MOMENT_HINTS = {
    Moment.EX_ANTE: "avant le projet\u00a0: la situation d’aujourd’hui et ce qui est attendu",
    Moment.IN_ITINERE: "pendant le projet\u00a0: ce qui est constaté",
    Moment.EX_POST: "après le projet\u00a0: ce qui est constaté",
}
EVENT_WORDS = {
    "opened": "Ouverte",
    "extended": "Prolongée",
    "closed": "Close",
    "reopened": "Rouverte",
    "published": "Publiée",
}
FUND = "le Fonds"
"""Who entered an answer on behalf of a partner, when the person is no longer known."""
GRID_EVENT_WORDS = {
    "invited": "Invitation",
    "revoked": "Lien révoqué",
    "contact": "Contact remplacé",
    "submitted": "Soumise",
    "reopened": "Rouverte",
    "offline": "Classeur rempli reçu",
}


def since_words(status: str, since: datetime, today: date) -> str:
    """« depuis 12 jours », and the date itself once it is old news."""
    if status in (CampaignStatus.PUBLISHED, CampaignStatus.CLOSED):
        return f"le {date_fr(since)}"
    days = (today - since.date()).days
    return f"depuis {plural(days, 'jour', 'jours')}" if days > 0 else "depuis aujourd’hui"


def late_words(status: str, closes_on: date | None, today: date) -> str:
    """An open campaign whose closing date has passed is late, and says by how much."""
    if status != CampaignStatus.OPEN or closes_on is None or closes_on >= today:
        return ""
    return f"en retard de {plural((today - closes_on).days, 'jour', 'jours')}"


def names_in_words(names: Iterable[str]) -> str:
    """« Claire Martin », « Claire Martin et Paul Leroy »; each once, in the order of the alphabet."""
    *others, last = sorted(set(names)) or [""]
    return f"{', '.join(others)} et {last}" if others else last


def voice_words(own: bool, names: Sequence[str | None]) -> str:
    """Who gave the answers of a grid: « par le partenaire », « saisi par Claire Martin pour le compte du partenaire ».

    `names`: who entered answers on its behalf, none of them when it was the partner alone.
    """
    if not names:
        return "par le partenaire" if own else ""
    fund = names_in_words(name or FUND for name in names)
    return f"par le partenaire, complété par {fund}" if own else f"saisi par {fund} pour le compte du partenaire"
