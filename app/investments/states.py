"""What an instalment waits for, and which moves it allows."""

from datetime import date

from app.milestones.states import State
from app.models import InstalmentStatus
from app.wording import days

PLANNED, PAYABLE = InstalmentStatus.PLANNED, InstalmentStatus.PAYABLE
PAID, CANCELLED = InstalmentStatus.PAID, InstalmentStatus.CANCELLED

# A payment or a cancellation typed by mistake is undone to where one would start again.
MOVES: dict[InstalmentStatus, frozenset[InstalmentStatus]] = {
    PLANNED: frozenset({PAYABLE, PAID, CANCELLED}),
    PAYABLE: frozenset({PLANNED, PAID, CANCELLED}),
    PAID: frozenset({PAYABLE}),
    CANCELLED: frozenset({PLANNED}),
}


def may_move(status: str, to: InstalmentStatus) -> bool:
    return to in MOVES[InstalmentStatus(status)]


def instalment_state(status: str, due_on: date, paid_on: date | None, waits_for: str | None, today: date) -> State:
    """`waits_for` is the title of the milestone that is not done yet."""
    if status == PAID and paid_on is not None:
        return State("done", f"versée le {paid_on:%d/%m/%Y}")
    if status == CANCELLED:
        return State("quiet", "annulée")
    if waits_for:
        return State("due", f"attend «\u00a0{waits_for}\u00a0»")
    late = (today - due_on).days
    if status == PAYABLE:
        return State("late", f"à payer, en retard de {days(late)}") if late > 0 else State("due", "à payer")
    return State("late", f"en retard de {days(late)}") if late > 0 else State("info", "prévue")
