"""The figures above the list of projects, of what is printed: the same sums, on the same day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.exchanges.printing.facts import ProjectFacts
from app.investments.states import CANCELLED, PAID
from app.models import ProjectStatus

ZERO = Decimal(0)


@dataclass(frozen=True)
class Totals:
    """`own`: what the funder of the choice pays of it; none without a funder. `late`: projects, as in the list."""

    projects: int
    invested: Decimal
    allocated: Decimal
    paid: Decimal
    due: Decimal
    cofinanced: Decimal
    late: int
    milestones_done: int
    milestones_late: int
    own: Decimal | None

    @property
    def leverage(self) -> Decimal | None:
        """Euros brought by others for one euro of the fund, or of the funder of the choice."""
        if self.own is None:
            return self.cofinanced / self.invested if self.invested else None
        return (self.cofinanced + self.allocated - self.own) / self.own if self.own else None


def totals_of(found: Sequence[ProjectFacts], day: date, funder: int | None = None) -> Totals:
    """`funder`: the number of the funder of the choice."""
    money = [facts.money for facts in found]
    own = sum(_shares(found, funder), ZERO)
    alive = [facts for facts in found if facts.project.status is not ProjectStatus.ABANDONNE]
    return Totals(
        projects=len(found),
        invested=sum((own.invested for own in money), ZERO),
        allocated=sum((line.allocated for own in money for line in own.investments), ZERO),
        paid=sum((own.paid for own in money), ZERO),
        due=sum((own.due for own in money), ZERO),
        cofinanced=sum((own.cofinanced for own in money), ZERO),
        late=sum(is_late(facts, day) for facts in alive),
        milestones_done=sum(facts.milestones.done for facts in found),
        milestones_late=sum(facts.milestones.late for facts in alive),
        own=None if funder is None else own,
    )


def _shares(found: Iterable[ProjectFacts], funder: int | None) -> Iterable[Decimal]:
    for facts in found:
        for line in facts.money.investments:
            yield from (share.amount_eur for share in line.allocations if share.funder_id == funder)


def is_late(facts: ProjectFacts, day: date) -> bool:
    """A milestone not done or an instalment not paid whose day has passed; an abandoned project is late of nothing."""
    if facts.project.status is ProjectStatus.ABANDONNE:
        return False
    unpaid = (line for line in facts.money.instalments if line.status not in (PAID, CANCELLED))
    return bool(facts.milestones.late) or any(line.due_on < day for line in unpaid)
