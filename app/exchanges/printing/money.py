"""The money of many projects at a day, in four queries: the same lines and sums as the page of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.exchanges.printing.days import Limit
from app.exchanges.printing.identities import Ids
from app.investments.lines import AllocationLine, CofinancingLine, InstalmentLine, InvestmentLine, MoneyCard
from app.investments.queries import COFINANCING
from app.investments.states import CANCELLED, PAID, PLANNED, instalment_state
from app.models import Allocation, Cofinancing, Instalment, Investment, Milestone, Organisation

ZERO = Decimal(0)


def money_of(session: Session, ids: Ids, limit: Limit) -> dict[int, MoneyCard]:
    """By project. Investments decided later are left out, and a payment made later is not made yet."""
    shares, plans = _shares(session, ids), _plans(session, ids, limit)
    investments: dict[int, list[InvestmentLine]] = defaultdict(list)
    for project_id, line in _investments(session, ids, limit):
        whole = replace(line, allocations=tuple(shares[line.id]), instalments=tuple(plans[line.id]))
        investments[project_id].append(whole)
    cofinancings = _cofinancings(session, ids)
    return {
        project_id: MoneyCard(tuple(investments[project_id]), tuple(cofinancings[project_id]), limit.day)
        for project_id in investments.keys() | cofinancings.keys()
    }


def decided(limit: Limit) -> ColumnElement[bool]:
    """Investments without a date count: no one can say that they came later."""
    return or_(Investment.copil_on.is_(None), Investment.copil_on <= limit.until)


def _investments(session: Session, ids: Ids, limit: Limit) -> Iterable[tuple[int, InvestmentLine]]:
    found = (
        select(Investment)
        .where(Investment.project_id.in_(ids), decided(limit))
        .order_by(Investment.project_id, Investment.copil_on.nulls_last(), Investment.id)
    )
    for own in session.scalars(found):
        yield (
            own.project_id,
            InvestmentLine(own.id, own.copil_number, own.copil_on, own.amount_eur, own.purpose, own.version, (), ()),
        )


def _shares(session: Session, ids: Ids) -> dict[int, list[AllocationLine]]:
    rows = session.execute(
        select(Allocation, Organisation.name)
        .join(Investment, Investment.id == Allocation.investment_id)
        .join(Organisation, Organisation.id == Allocation.funder_id)
        .where(Investment.project_id.in_(ids))
        .order_by(Allocation.investment_id, Allocation.amount_eur.desc(), Allocation.id)
    )
    shares: dict[int, list[AllocationLine]] = defaultdict(list)
    for own, name in rows:
        line = AllocationLine(own.id, own.investment_id, own.funder_id, name, own.amount_eur, own.version)
        shares[own.investment_id].append(line)
    return shares


def _plans(session: Session, ids: Ids, limit: Limit) -> dict[int, list[InstalmentLine]]:
    rows = session.execute(
        select(Instalment, Milestone.title, Milestone.done_on)
        .join(Investment, Investment.id == Instalment.investment_id)
        .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
        .where(Investment.project_id.in_(ids))
        .order_by(Instalment.investment_id, Instalment.due_on, Instalment.id)
    )
    plans: dict[int, list[InstalmentLine]] = defaultdict(list)
    for own, milestone, done_on in rows:
        plan = plans[own.investment_id]
        done = done_on if done_on and done_on <= limit.until else None
        plan.append(_instalment(own, milestone, done, plan[-1].running if plan else ZERO, limit))
    return plans


def _instalment(
    own: Instalment, milestone: str | None, done: date | None, before: Decimal, limit: Limit
) -> InstalmentLine:
    is_later = own.paid_on is not None and own.paid_on > limit.until
    status = PLANNED.value if is_later else own.status
    paid_on = None if is_later else own.paid_on
    waits = milestone is not None and done is None and status not in (PAID, CANCELLED)
    return InstalmentLine(
        id=own.id,
        investment_id=own.investment_id,
        label=own.label,
        due_on=own.due_on,
        amount_eur=own.amount_eur,
        status=status,
        paid_on=paid_on,
        paid_amount_eur=None if is_later else own.paid_amount_eur,
        payment_reference="",
        milestone_id=own.milestone_id,
        milestone=milestone,
        version=own.version,
        state=instalment_state(status, own.due_on, paid_on, milestone if waits else None, limit.day),
        waits=waits,
        running=before + (own.amount_eur if status != CANCELLED else ZERO),
    )


def _cofinancings(session: Session, ids: Ids) -> dict[int, list[CofinancingLine]]:
    """They bear no date: all of them count."""
    rows = session.execute(
        select(Cofinancing.project_id, *COFINANCING)
        .join(Organisation, Organisation.id == Cofinancing.organisation_id)
        .where(Cofinancing.project_id.in_(ids))
        .order_by(Cofinancing.project_id, Organisation.sort_name, Cofinancing.id)
    )
    found: dict[int, list[CofinancingLine]] = defaultdict(list)
    for project_id, *line in rows:
        found[project_id].append(CofinancingLine(*line))
    return found
