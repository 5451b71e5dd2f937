"""What the worker does with letters."""

from app import clock
from app.db import Bind, writing
from app.jobs import task
from app.letters.queries import next_due_reminder
from app.letters.sending import POST
from app.letters.service import remind_as_planned
from app.models import Campaign
from app.post import leave

COURTEOUS_HOURS = range(8, 20)  # in Paris


@task("letters.send", waits=(600, 1200, 1800), again=True, given_up=POST.given_up)
def send_letter(bind: Bind, letter_id: int) -> None:
    leave(bind, letter_id, POST)


@task("letters.send_due_reminders", every="*/10 * * * *", again=True)
def send_due_reminders(bind: Bind) -> None:
    """From eight in the morning; a morning when nothing ran is caught up at the next courteous hour."""
    while clock.now().astimezone(clock.PARIS).hour in COURTEOUS_HOURS and _see_to_one(bind):
        pass


def _see_to_one(bind: Bind) -> bool:
    now = clock.now()
    with writing(bind) as session:
        reminder = next_due_reminder(session, now.astimezone(clock.PARIS).date())
        if reminder is None:
            return False
        campaign = session.get_one(Campaign, reminder.campaign_id, with_for_update={"read": True})
        remind_as_planned(session, campaign=campaign, now=now)
        reminder.done_at = now
    return True
