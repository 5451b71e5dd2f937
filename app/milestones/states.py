"""À venir, proche, en retard, fait: derived from the dates, never stored."""

from datetime import date
from typing import NamedTuple

from app.wording import days as in_days

NEAR_DAYS = 30


class State(NamedTuple):
    """The tone of a badge, and its words."""

    tone: str
    label: str


def state_of(due: date, done: date | None, today: date) -> State:
    if done is not None:
        return State("done", "fait")
    days = (due - today).days
    if days < 0:
        return State("late", f"en retard de {in_days(-days)}")
    if days <= NEAR_DAYS:
        return State("due", "proche, aujourd’hui" if days == 0 else f"proche, dans {in_days(days)}")
    return State("info", "à venir")
