"""Sentences that several pages of évaluations say."""

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
