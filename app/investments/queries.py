"""The money of a project: investments with their shares and instalments, cofinancings, and what they add up to."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from app import clock
from app.errors import NotFound
from app.investments.lines import ZERO, AllocationLine, CofinancingLine, InstalmentLine, InvestmentLine, MoneyCard
from app.investments.payable import Facts, readiness, waiting
from app.investments.states import CANCELLED, PAYABLE, PLANNED, instalment_state
from app.milestones.states import State
from app.models import (
    Allocation,
    Cofinancing,
    Instalment,
    Investment,
    Milestone,
    Organisation,
    Project,
    User,
)

Part = TypeVar("Part", Allocation, Instalment)
COFINANCING: tuple[Any, ...] = (
    Cofinancing.id, Cofinancing.organisation_id, Organisation.name, Cofinancing.kind, Cofinancing.amount_eur,
    func.trim_scale(Cofinancing.days), Cofinancing.confirmed, Cofinancing.note, Cofinancing.version,
)  # fmt: skip
"""The columns of a CofinancingLine, in its order."""


def project_card(session: Session, project: Project) -> MoneyCard:
    today = clock.today()
    return MoneyCard(investments_of(session, project.id, today), cofinancings_of(session, project.id), today)


def investments_of(session: Session, project_id: int, today: date) -> tuple[InvestmentLine, ...]:
    """Four queries, however many there are."""
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
        select(*COFINANCING)
        .join(Organisation, Organisation.id == Cofinancing.organisation_id)
        .where(Cofinancing.project_id == project_id)
        .order_by(Organisation.sort_name, Cofinancing.id)
    )
    return tuple(CofinancingLine(*row) for row in session.execute(statement))


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
    made_payable, paid = aliased(User), aliased(User)
    names = made_payable.name.label("payable_by"), paid.name.label("paid_by")
    statement = (
        select(*shown, *names, Milestone.title.label("milestone"), Project.code)
        .join(Investment, Investment.id == Instalment.investment_id)
        .join(Project, Project.id == Investment.project_id)
        .outerjoin(made_payable, made_payable.id == Instalment.payable_by_id)
        .outerjoin(paid, paid.id == Instalment.paid_by_id)
        .outerjoin(Milestone, Milestone.id == Instalment.milestone_id)
        .where(Investment.project_id == project_id)
        .order_by(Instalment.due_on, Instalment.id)
    )
    of_project = Instalment.investment_id.in_(select(Investment.id).where(Investment.project_id == project_id))
    facts = readiness(session, of_project)
    plans: dict[int, list[InstalmentLine]] = {}
    for row in session.execute(statement).mappings():
        plan = plans.setdefault(row["investment_id"], [])
        plan.append(_instalment_line(dict(row), facts[row["id"]], plan[-1].running if plan else ZERO, today))
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
    "payable_by_id",
    "payable_at",
    "payable_reason",
    "single_handed",
)


def _instalment_line(row: dict[str, Any], facts: Facts, before: Decimal, today: date) -> InstalmentLine:
    """Signed for in spite of what it waits for, it waits no longer; an evaluation holds back what is only planned."""
    missing = waiting(facts, row.pop("code"))
    held = row["status"] == PLANNED or (
        row["status"] == PAYABLE and facts.done_on is None and not row["payable_reason"]
    )
    missing = missing if held else None
    waits = missing is not None
    title = row["milestone"] if waits and facts.done_on is None else None
    state = instalment_state(row["status"], row["due_on"], row["paid_on"], title, today)
    if missing is not None and title is None:
        state = State("due", f"attend {missing.words}")
    ready = row["status"] == PLANNED and not waits and facts.milestone is not None
    row |= {"waiting": missing, "is_ready": ready, "is_evaluated": bool(facts.moment)}
    running = before + (row["amount_eur"] if row["status"] != CANCELLED else ZERO)
    return InstalmentLine(**row, state=state, waits=waits, running=running)
