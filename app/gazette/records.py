"""The facts of a month, read from the records: money, places, milestones and results. A fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.gazette.facts import Facts, Invested, Kept, Opened
from app.gazette.months import Month
from app.gazette.published import published_in
from app.gazette.voices import ABOUT, about, said_in, told_in
from app.models import (
    Allocation,
    Investment,
    Milestone,
    Organisation,
    Project,
    ProjectStatus,
    Region,
)

COUNTED = (
    ProjectStatus.VALIDE,
    ProjectStatus.CONVENTIONNE,
    ProjectStatus.EN_COURS,
    ProjectStatus.TERMINE,
    ProjectStatus.CAPITALISE,
)
"""A project that no committee has validated, or that was given up, is not spoken of."""


def facts_of(session: Session, month: Month, today: date) -> Facts:
    return Facts(
        invested=invested_in(session, month, today),
        opened=opened_in(session, month, today),
        kept=kept_in(session, month),
        published=published_in(session, month, COUNTED),
        said=said_in(session, month, COUNTED),
        told=told_in(session, month),
    )


def invested_in(session: Session, month: Month, today: date) -> list[Invested]:
    """Decided in the month by a committee that has met."""
    rank = func.row_number().over(partition_by=Investment.project_id, order_by=(Investment.copil_on, Investment.id))
    ranked = select(Investment.id, rank.label("rank")).where(Investment.copil_on.is_not(None)).subquery()
    rows = session.execute(
        _about(
            select(
                Investment.id,
                Investment.amount_eur,
                Investment.copil_on,
                Investment.copil_number,
                ranked.c.rank,
                *ABOUT,
            )
        )
        .join(Investment, Investment.project_id == Project.id)
        .join(ranked, ranked.c.id == Investment.id)
        .where(_within(Investment.copil_on, month), Investment.copil_on <= today)
        .order_by(Investment.copil_on, Project.code, Investment.id)
    ).all()
    funders = _funders(session, [row.id for row in rows])
    return [
        Invested(
            row.id, about(row), row.amount_eur, row.copil_on, row.copil_number, tuple(funders[row.id]), row.rank - 1
        )
        for row in rows
    ]


def opened_in(session: Session, month: Month, today: date) -> list[Opened]:
    """The regions whose first validated project was decided in the month."""
    first = (
        _about(select(Project.id, Investment.copil_on, Project.region_code, *ABOUT))
        .join(Investment, Investment.project_id == Project.id)
        .where(Project.region_code.is_not(None), Investment.copil_on <= today)
        .ext(distinct_on(Project.region_code))
        .order_by(Project.region_code, Investment.copil_on, Investment.id)
        .subquery()
    )
    rows = session.execute(
        select(first).where(_within(first.c.copil_on, month)).order_by(first.c.copil_on, first.c.code)
    )
    return [Opened(row.id, about(row), row.copil_on) for row in rows]


def kept_in(session: Session, month: Month) -> list[Kept]:
    rows = session.execute(
        _about(select(Milestone.id, Milestone.title.label("words"), Milestone.due_on, Milestone.done_on, *ABOUT))
        .join(Milestone, Milestone.project_id == Project.id)
        .where(_within(Milestone.done_on, month))
        .order_by(Milestone.done_on, Project.code, Milestone.id)
    )
    return [Kept(row.id, about(row), row.words, row.due_on, row.done_on) for row in rows]


def _about(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Project)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(Project.status.in_(COUNTED))
    )


def _within(day: Any, month: Month) -> ColumnElement[bool]:
    return and_(day >= month.first, day < month.after)


def _funders(session: Session, ids: Collection[int]) -> Mapping[int, list[str]]:
    """Names alone: what each one brings is told in its own report."""
    rows = session.execute(
        select(Allocation.investment_id, Organisation.name)
        .join(Organisation, Organisation.id == Allocation.funder_id)
        .where(Allocation.investment_id.in_(ids))
        .order_by(Allocation.investment_id, Organisation.name)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for investment_id, name in rows:
        found[investment_id].append(name)
    return found
