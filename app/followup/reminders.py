"""The days of the reminders of a campaign, as its page proposes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.followup.service import proposals
from app.models import Campaign, CampaignReminder
from app.web.filters import date_fr, date_long, plural

Option = tuple[str, str, str]


@dataclass(frozen=True)
class Reminders:
    options: list[Option]
    """Those planned, then those proposed."""
    planned: list[date]
    done: list[date]


def make_reminders(campaign: Campaign, rows: Sequence[CampaignReminder], today: date) -> Reminders:
    planned = [row.due_on for row in rows if row.done_at is None]
    done = [row.due_on for row in rows if row.done_at is not None]
    proposed = [proposal.day for proposal in proposals(campaign, [*planned, *done], today)]
    options = [_option(campaign, day, "") for day in planned] + [_option(campaign, day, "proposé") for day in proposed]
    return Reminders(options, planned, done)


def _option(campaign: Campaign, day: date, word: str) -> Option:
    notes = [word, _before(campaign.closes_on, day)]
    return date_fr(day), date_long(day), ", ".join(note for note in notes if note)


def _before(closes_on: date | None, day: date) -> str:
    days = (closes_on - day).days if closes_on else 0
    if closes_on is None or days < 0:
        return ""
    return f"{plural(days, 'jour', 'jours')} avant la clôture" if days else "le jour de la clôture"
