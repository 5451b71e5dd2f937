"""The figures above the list of projects, of what is printed: the same sums, on the same day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.sheet import funders_of
from app.investments.states import CANCELLED, PAID
from app.models import ProjectStatus

ZERO = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """`own`: what the funder of the choice pays of it; none without a funder. `late`: projects, as in the list."""

    projects: int
    invested: Decimal
    paid: Decimal
    due: Decimal
    cofinanced: Decimal
    late: int
    own: Decimal | None

    @property
    def leverage(self) -> Decimal | None:
        """Euros brought by others for one euro of the fund."""
        return self.cofinanced / self.invested if self.invested else None


def totals_of(found: Sequence[ProjectFacts], day: date, funder: str) -> Totals:
    money = [facts.money for facts in found]
    shares = [amount for facts in found for name, amount in funders_of(facts) if name == funder]
    return Totals(
        projects=len(found),
        invested=sum((own.invested for own in money), ZERO),
        paid=sum((own.paid for own in money), ZERO),
        due=sum((own.due for own in money), ZERO),
        cofinanced=sum((own.cofinanced for own in money), ZERO),
        late=sum(is_late(facts, day) for facts in found),
        own=sum(shares, ZERO) if funder else None,
    )


def is_late(facts: ProjectFacts, day: date) -> bool:
    """A milestone not done or an instalment not paid whose day has passed; an abandoned project is late of nothing."""
    if facts.project.status is ProjectStatus.ABANDONNE:
        return False
    unpaid = (line for line in facts.money.instalments if line.status not in (PAID, CANCELLED))
    return bool(facts.milestones.late) or any(line.due_on < day for line in unpaid)
