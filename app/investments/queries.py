"""The money of a project: investments with their shares and instalments, cofinancings, and what they add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.errors import NotFound
from app.investments.states import CANCELLED, PAID, instalment_state
from app.milestones.states import State
from app.models import (
    Allocation,
    Cofinancing,
    CofinancingKind,
    Instalment,
    Investment,
    Milestone,
    Organisation,
    Project,
)

ZERO = Decimal(0)
Part = TypeVar("Part", Allocation, Instalment)


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

    @property
    def counts(self) -> bool:
        return self.status != CANCELLED


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


def project_card(session: Session, project: Project) -> MoneyCard:
    today = clock.today()
    return MoneyCard(investments_of(session, project.id, today), cofinancings_of(session, project.id), today)


def investments_of(session: Session, project_id: int, today: date) -> tuple[InvestmentLine, ...]:
    """Three queries, however many there are."""
    statement = (
        select(
            Investment.id,
            Investment.copil_number,
            Investment.copil_on,
            Investment.amount_eur,
            Investment.purpose,
            Investment.version,
        )
        .where(Investment.project_id == project_id)
        .order_by(Investment.copil_on.nulls_last(), Investment.id)
    )
    shares = _by_investment(_allocations(session, project_id))
    plans = _instalments(session, project_id, today)
    return tuple(
        InvestmentLine(**row, allocations=tuple(shares.get(row["id"], ())), instalments=tuple(plans.get(row["id"], ())))
        for row in session.execute(statement).mappings()
    )


def cofinancings_of(session: Session, project_id: int) -> tuple[CofinancingLine, ...]:
    statement = (
        select(
            Cofinancing.id,
            Cofinancing.organisation_id,
            Organisation.name.label("organisation"),
            Cofinancing.kind,
            Cofinancing.amount_eur,
            func.trim_scale(Cofinancing.days).label("days"),
            Cofinancing.confirmed,
            Cofinancing.note,
            Cofinancing.version,
        )
        .join(Organisation, Organisation.id == Cofinancing.organisation_id)
        .where(Cofinancing.project_id == project_id)
        .order_by(Organisation.sort_name, Cofinancing.id)
    )
    return tuple(CofinancingLine(**row) for row in session.execute(statement).mappings())


def get_investment(session: Session, project: Project, investment_id: int) -> Investment:
    found = session.get(Investment, investment_id)
    if found is None or found.project_id != project.id:
        raise _gone(project, "Cet investissement n’existe pas, ou plus.")
    return found


def get_instalment(session: Session, project: Project, instalment_id: int) -> Instalment:
    return _part_of(session, project, Instalment, instalment_id, "Cette tranche n’existe pas, ou plus.")


def get_allocation(session: Session, project: Project, allocation_id: int) -> Allocation:
    return _part_of(session, project, Allocation, allocation_id, "Cette affectation n’existe pas, ou plus.")


def get_cofinancing(session: Session, project: Project, cofinancing_id: int) -> Cofinancing:
    found = session.get(Cofinancing, cofinancing_id, options=[joinedload(Cofinancing.organisation)])
    if found is None or found.project_id != project.id:
        raise _gone(project, "Ce cofinancement n’existe pas, ou plus.")
    return found


def milestone_choices(session: Session, project_id: int) -> Sequence[Row[int, str]]:
    statement = select(Milestone.id, Milestone.title).where(Milestone.project_id == project_id)
    return session.execute(statement.order_by(Milestone.due_on, Milestone.id)).all()


def _part_of(session: Session, project: Project, record: type[Part], part_id: int, sentence: str) -> Part:
    found = session.scalars(
        select(record)
        .join(Investment, Investment.id == record.investment_id)
        .where(record.id == part_id, Investment.project_id == project.id)
    ).one_or_none()
    if found is None:
        raise _gone(project, sentence)
    return found


def _gone(project: Project, sentence: str) -> NotFound:
    return NotFound(sentence, f"/projets/{project.code}/investissements", "Revenir aux investissements")


def _allocations(session: Session, project_id: int) -> list[AllocationLine]:
    statement = (
        select(
            Allocation.id,
            Allocation.investment_id,
            Allocation.funder_id,
            Organisation.name.label("funder"),
            Allocation.amount_eur,
            Allocation.version,
        )
        .join(Investment, Investment.id == Allocation.investment_id)
        .join(Organisation, Organisation.id == Allocation.funder_id)
        .where(Investment.project_id == project_id)
        .order_by(Allocation.amount_eur.desc(), Allocation.id)
    )
    return [AllocationLine(**row) for row in session.execute(statement).mappings()]


def _by_investment(lines: Sequence[AllocationLine]) -> dict[int, list[AllocationLine]]:
    groups: dict[int, list[AllocationLine]] = {}
    for line in lines:
        groups.setdefault(line.investment_id, []).append(line)
    return groups


def _instalments(session: Session, project_id: int, today: date) -> dict[int, list[InstalmentLine]]:
    columns = Instalment.__table__.c
    shown = [columns[name] for name in INSTALMENT_COLUMNS]
    statement = (
        select(*shown, Milestone.title.label("milestone"), Milestone.done_on)
        .join(Investment, Investment.id == Instalment.investment_id)
        .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
        .where(Investment.project_id == project_id)
        .order_by(Instalment.due_on, Instalment.id)
    )
    plans: dict[int, list[InstalmentLine]] = {}
    for row in session.execute(statement).mappings():
        plan = plans.setdefault(row["investment_id"], [])
        plan.append(_instalment_line(dict(row), plan[-1].running if plan else ZERO, today))
    return plans


INSTALMENT_COLUMNS = (
    "id",
    "investment_id",
    "label",
    "due_on",
    "amount_eur",
    "status",
    "paid_on",
    "paid_amount_eur",
    "payment_reference",
    "milestone_id",
    "version",
)


def _instalment_line(row: dict[str, Any], before: Decimal, today: date) -> InstalmentLine:
    done_on = row.pop("done_on")
    waits = row["milestone"] is not None and done_on is None and row["status"] not in (PAID, CANCELLED)
    state = instalment_state(row["status"], row["due_on"], row["paid_on"], row["milestone"] if waits else None, today)
    running = before + (row["amount_eur"] if row["status"] != CANCELLED else ZERO)
    return InstalmentLine(**row, state=state, waits=waits, running=running)
