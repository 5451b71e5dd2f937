"""What a row says of a payment. A cell that repeats what is recorded says nothing: the other one tells what changes."""

from decimal import Decimal
from typing import Any

from app.investments.states import MOVES
from app.models import InstalmentStatus
from imports.kinds.kind import Decided
from imports.vocabulary import Terms

STATUS_LABELS = {status.value: status.label for status in InstalmentStatus}
STATUS_TERMS = Terms.of(
    "un statut de tranche",
    STATUS_LABELS,
    {
        "planned": ("Prévu", "À venir", "Programmée"),
        "payable": ("À verser", "Exigible"),
        "paid": ("Versé", "Payée", "Payé", "Réglée"),
        "cancelled": ("Annulé",),
    },
)
PAID, CANCELLED = InstalmentStatus.PAID, InstalmentStatus.CANCELLED
NOT_PAID = {"paid_on": None, "paid_amount_eur": None}
DATE = "la date du versement, puisque la tranche est versée"
EMPTY = "une case vide, puisque la tranche n’est pas versée"
PAYMENT = ("paid_on", "paid_amount_eur", "payment_reference")


def settle_payment(decided: Decided) -> None:
    status = _status(decided)
    if status == PAID:
        _pay(decided)
    else:
        _leave_unpaid(decided, status)
    _check_move(decided, status)


def _status(decided: Decided) -> str:
    """The one given; else paid where a date is given, even one that had been cancelled."""
    said = _said(decided, "status")
    if said is None and _said(decided, "paid_on"):
        return PAID.value
    return str(said or decided.after["status"])


def _said(decided: Decided, name: str) -> Any:
    """None where the cell is empty, or as recorded."""
    said = decided.row[name]
    return None if decided.before and decided.before[name] == said else said


def _pay(decided: Decided) -> None:
    after, row = decided.after, decided.row
    paid_on = row["paid_on"] or after["paid_on"]
    if paid_on is None:
        row.refuse("paid_on", DATE)
    reference = row["payment_reference"] or after["payment_reference"]
    decided.settle(
        status=PAID.value, paid_on=paid_on, paid_amount_eur=_paid_amount(decided), payment_reference=reference
    )


def _paid_amount(decided: Decided) -> Decimal:
    """An instalment paid in full stays paid in full when its amount is corrected; one paid otherwise is left so."""
    before, amount = decided.before, decided.after["amount_eur"]
    said = _said(decided, "paid_amount_eur")
    in_full = before is None or before["paid_amount_eur"] in (None, before["amount_eur"])
    return Decimal(said or (amount if in_full or before is None else before["paid_amount_eur"]))


def _leave_unpaid(decided: Decided, status: str) -> None:
    """A payment said undone takes its date, its amount and its reference with it."""
    for name in PAYMENT:
        if _said(decided, name):
            decided.row.refuse(name, EMPTY)
    was_paid = decided.before is not None and decided.before["status"] == PAID
    reference = "" if was_paid else decided.after["payment_reference"]
    decided.settle(status=status, payment_reference=reference, **NOT_PAID)


def _check_move(decided: Decided, status: str) -> None:
    """The moves of the page; a cancelled instalment that was paid after all may be said so at once."""
    before = decided.before
    if before is None or before["status"] == status or (before["status"], status) == (CANCELLED, PAID):
        return
    known = InstalmentStatus(before["status"])
    if status not in MOVES[known]:
        allowed = " ou ".join(f"«\u00a0{each.label}\u00a0»" for each in InstalmentStatus if each in MOVES[known])
        expected = f"«\u00a0{known.label}\u00a0», comme enregistré, ou ce qui peut suivre\u00a0: {allowed}"
        decided.row.refuse("status", expected)
