"""Reads every movement of money of the projects kept, in one query by nature."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.digits import number_typed
from app.exchanges.funder.money import ALLOCATED, COFINANCED, COMMITTED, DUE, PAID, Operation, ordered
from app.exchanges.funder.past import Past
from app.exchanges.portfolio import Ids
from app.models import Allocation, Cofinancing, CofinancingKind, Instalment, Investment, Organisation, Project


def read_operations(
    session: Session, ids: Ids, past: Past, own: int | None, names: Mapping[int, str]
) -> list[Operation]:
    """`own`: the funder of the file; `names`: of every funder. A contributor is never named: it may be a respondent."""
    found = [
        *_investments(session, ids, past),
        *_allocations(session, ids, past, own, names),
        *_instalments(session, ids, past),
        *_cofinancings(session, ids),
    ]
    return ordered(found)


def _investments(session: Session, ids: Ids, past: Past) -> list[Operation]:
    columns = Project.code, Investment.copil_on, Investment.copil_number, Investment.purpose, Investment.amount_eur
    rows = session.execute(
        _of_projects(select(*columns), ids, past).order_by(Investment.copil_on.nulls_last(), Investment.id)
    )
    return [
        Operation(code, COMMITTED, day, purpose or (f"COPIL n°\u00a0{number}" if number else ""), "", amount)
        for code, day, number, purpose, amount in rows
    ]


def _allocations(session: Session, ids: Ids, past: Past, own: int | None, names: Mapping[int, str]) -> list[Operation]:
    """One line a project and funder."""
    rows = session.execute(
        _allocated(select(Project.code, Organisation.id, func.sum(Allocation.amount_eur)), ids, past)
        .group_by(Project.code, Organisation.id)
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return [
        Operation(code, ALLOCATED, None, "", names[identifier], amount, identifier == own)
        for code, identifier, amount in rows
    ]


def funder_names(session: Session, ids: Ids, past: Past) -> dict[int, str]:
    """Of every funder of these projects."""
    rows = session.execute(
        _allocated(select(Organisation.id, Organisation.name), ids, past)
        .group_by(Organisation.id)
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return _unique_names({row.id: row.name for row in rows})


def _allocated(columns: Select[*tuple[Any, ...]], ids: Ids, past: Past) -> Select[*tuple[Any, ...]]:
    return (
        _of_projects(columns, ids, past)
        .join(Allocation, Allocation.investment_id == Investment.id)
        .join(Organisation, Organisation.id == Allocation.funder_id)
    )


def own_funder(session: Session, funder: str) -> int | None:
    """By number or by name, as the filter of the projects reads it."""
    if not funder:
        return None
    if (number := number_typed(funder)) is not None:
        return number
    return session.scalar(select(Organisation.id).where(Organisation.sort_name == func.normalise(funder)).limit(1))


def _unique_names(names: dict[int, str]) -> dict[int, str]:
    """Two funders of one name are told apart, or their money would be added up together."""
    taken: dict[str, int] = {}
    for identifier, name in names.items():
        place = taken[name.casefold()] = taken.get(name.casefold(), 0) + 1
        names[identifier] = f"{name} ({place})" if place > 1 else name
    return names


def _instalments(session: Session, ids: Ids, past: Past) -> list[Operation]:
    paid = select(Project.code, Instalment.paid_on, Instalment.label, Instalment.paid_amount_eur)
    due = select(Project.code, Instalment.due_on, Instalment.label, Instalment.amount_eur)
    return [
        Operation(code, nature, day, label, "", amount)
        for nature, columns, kept in ((PAID, paid, past.paid()), (DUE, due, past.due()))
        for code, day, label, amount in session.execute(
            _of_projects(columns, ids, past)
            .join(Instalment, Instalment.investment_id == Investment.id)
            .where(kept)
            .order_by(Instalment.due_on, Instalment.id)
        )
    ]


def _cofinancings(session: Session, ids: Ids) -> list[Operation]:
    """A contribution has no date: it counts whatever the day."""
    rows = session.execute(
        select(Project.code, Cofinancing.kind, Cofinancing.amount_eur)
        .join(Project, Project.id == Cofinancing.project_id)
        .where(Project.id.in_(ids), Cofinancing.amount_eur > 0)
        .order_by(Project.code, Cofinancing.id)
    )
    return [
        Operation(code, COFINANCED, None, CofinancingKind(kind).label, "", amount)
        for code, kind, amount in rows
        if amount
    ]


def _of_projects(columns: Select[*tuple[Any, ...]], ids: Ids, past: Past) -> Select[*tuple[Any, ...]]:
    return (
        columns.select_from(Investment)
        .join(Project, Project.id == Investment.project_id)
        .where(Project.id.in_(ids), past.committed())
    )
