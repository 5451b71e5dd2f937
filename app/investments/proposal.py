"""How the fund usually pays: half at the start, half after the mid-term review; a small amount at once."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.milestones.proposal import middle, months_after

CENT = Decimal("0.01")
PAID_AT_ONCE_EUR = Decimal(5000)
USUAL_MONTHS = 24


@dataclass(frozen=True, slots=True)
class ProposedInstalment:
    """`milestone_kind` is the kind of milestone that should be done first, empty when none."""

    label: str
    due_on: date
    amount_eur: Decimal
    milestone_kind: str = ""


def propose_instalments(amount_eur: Decimal, starts_on: date, ends_on: date | None) -> list[ProposedInstalment]:
    """They sum up to the amount exactly: the odd cent goes to the first one."""
    amount = amount_eur.quantize(CENT)
    if amount <= PAID_AT_ONCE_EUR:
        return [ProposedInstalment("Versement unique", starts_on, amount, "signature")]
    first = (amount / 2).quantize(CENT, ROUND_HALF_UP)
    half_way = middle(starts_on, ends_on or months_after(starts_on, USUAL_MONTHS))
    return [
        ProposedInstalment("Tranche 1 sur 2", starts_on, first, "signature"),
        ProposedInstalment("Tranche 2 sur 2", half_way, amount - first, "point_etape"),
    ]
