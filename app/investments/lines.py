"""The money of a project as pages read it: investments, shares, instalments, cofinancings, and their totals."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.investments.payable import Waiting
from app.investments.states import CANCELLED, PAID, PLANNED
from app.milestones.states import State
from app.models import CofinancingKind

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class InstalmentLine:
    """`running` is what the plan amounts to up to this one, cancelled ones left out."""

    id: int
    investment_id: int
    label: str
    due_on: date
    amount_eur: Decimal
    status: str
    paid_on: date | None
    paid_amount_eur: Decimal | None
    payment_reference: str
    milestone_id: int | None
    milestone: str | None
    version: int
    state: State
    waits: bool
    running: Decimal
    payable_by_id: int | None = None
    payable_by: str | None = None
    payable_at: datetime | None = None
    paid_by: str | None = None
    single_handed: bool = False
    payable_reason: str = ""
    waiting: Waiting | None = None
    is_ready: bool = False
    is_evaluated: bool = False

    @property
    def counts(self) -> bool:
        return self.status != CANCELLED

    @property
    def waits_for(self) -> str | None:
        return self.waiting.words if self.waiting else None

    @property
    def payable_now(self) -> bool:
        """A person may sign; `is_ready` only says so of one that was tied to a milestone."""
        return self.status == PLANNED and not self.waits


@dataclass(frozen=True, slots=True)
class AllocationLine:
    id: int
    investment_id: int
    funder_id: int
    funder: str
    amount_eur: Decimal
    version: int


@dataclass(frozen=True, slots=True)
class CofinancingLine:
    id: int
    organisation_id: int
    organisation: str
    kind: str
    amount_eur: Decimal | None
    days: Decimal | None
    confirmed: bool
    note: str
    version: int

    @property
    def kind_label(self) -> str:
        return CofinancingKind(self.kind).label


@dataclass(frozen=True, slots=True)
class InvestmentLine:
    id: int
    copil_number: str
    copil_on: date | None
    amount_eur: Decimal
    purpose: str
    version: int
    allocations: tuple[AllocationLine, ...]
    instalments: tuple[InstalmentLine, ...]

    @property
    def planned(self) -> Decimal:
        return sum((line.amount_eur for line in self.instalments if line.counts), ZERO)

    @property
    def missing(self) -> Decimal:
        """What instalments lack to reach the amount; negative when they go beyond."""
        return self.amount_eur - self.planned

    @property
    def paid(self) -> Decimal:
        return sum((line.paid_amount_eur or ZERO for line in self.instalments if line.status == PAID), ZERO)

    @property
    def allocated(self) -> Decimal:
        return sum((line.amount_eur for line in self.allocations), ZERO)

    @property
    def unallocated(self) -> Decimal:
        return self.amount_eur - self.allocated


@dataclass(frozen=True, slots=True)
class MoneyCard:
    investments: tuple[InvestmentLine, ...]
    cofinancings: tuple[CofinancingLine, ...]
    today: date

    @property
    def instalments(self) -> tuple[InstalmentLine, ...]:
        lines = [line for investment in self.investments for line in investment.instalments]
        return tuple(sorted(lines, key=lambda line: (line.due_on, line.id)))

    @property
    def invested(self) -> Decimal:
        return sum((line.amount_eur for line in self.investments), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((line.paid for line in self.investments), ZERO)

    @property
    def remaining(self) -> Decimal:
        return self.invested - self.paid

    @property
    def due(self) -> Decimal:
        """Instalments whose date has come and which are not paid."""
        waiting = [line for line in self.instalments if line.status not in (PAID, CANCELLED)]
        return sum((line.amount_eur for line in waiting if line.due_on <= self.today), ZERO)

    @property
    def cofinanced(self) -> Decimal:
        return sum((line.amount_eur or ZERO for line in self.cofinancings), ZERO)

    @property
    def confirmed(self) -> Decimal:
        return sum((line.amount_eur or ZERO for line in self.cofinancings if line.confirmed), ZERO)

    @property
    def leverage(self) -> Decimal | None:
        """Euros brought by others, valued contributions included, for one euro of the fund."""
        return self.cofinanced / self.invested if self.invested else None
