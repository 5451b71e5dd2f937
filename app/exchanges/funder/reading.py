"""Reads the projects kept, their milestones and their indicators, as they stood on a day."""

from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from app.exchanges.funder.followed import INTERREGIONAL_NAME, MilestoneLine, ProjectLine
from app.exchanges.funder.measured import IndicatorLine
from app.exchanges.funder.past import Past
from app.exchanges.portfolio import Ids
from app.exchanges.project_rows import listed
from app.models import (
    Domain,
    Indicator,
    InnovationPhase,
    Investment,
    Measurement,
    Milestone,
    MilestoneKind,
    PartnershipCategory,
    Programme,
    Project,
    ProjectStatus,
    Region,
    SustainableGoal,
    project_domain,
    project_goal,
)
from app.regions.latest import FUNDED_STATUSES

SHARED = (2, 3, 5, 6, 8, 9, 10, 11)
"""Words that come back from one project to another: kept once."""


def read_projects(session: Session, ids: Ids, past: Past) -> list[ProjectLine]:
    """In the order of their codes."""
    status = past.status()
    rows = session.execute(
        select(
            Project.code, Project.title, Programme.title, Programme.code, status, Region.code, Region.label,
            Project.territory_label, InnovationPhase.label, PartnershipCategory.label,
            listed(project_domain, Domain.label, Domain.code, "domain_code", Domain.position),
            listed(project_goal, SustainableGoal.code, SustainableGoal.code, "goal_code", SustainableGoal.position),
            Project.starts_on, Project.ends_on, or_(_validated(past), status.in_(FUNDED_STATUSES)),
        )
        .select_from(Project)
        .outerjoin(Programme, Programme.id == Project.programme_id)
        .outerjoin(Region, Region.code == Project.region_code)
        .outerjoin(InnovationPhase, InnovationPhase.code == Project.phase_code)
        .outerjoin(PartnershipCategory, PartnershipCategory.code == Project.category_code)
        .where(Project.id.in_(ids))
        .order_by(Project.code)
    )  # fmt: skip
    return [_line(list(row)) for row in rows]


def _line(values: list[Any]) -> ProjectLine:
    values[4], values[6] = ProjectStatus(values[4]), values[6] or INTERREGIONAL_NAME
    for place in SHARED:
        values[place] = values[place] and intern(values[place])
    return ProjectLine(*values)


def _validated(past: Past) -> ColumnElement[bool]:
    own = Investment.project_id == Project.id
    return exists().where(own, Investment.copil_on.is_not(None), past.committed()).correlate(Project)


def read_milestones(session: Session, ids: Ids, past: Past) -> list[MilestoneLine]:
    rows = session.execute(
        select(
            Project.code, MilestoneKind.label, Milestone.title, Milestone.due_on, past.done(), Milestone.deliverable,
            past.status(),
        )
        .join_from(Milestone, Project, Project.id == Milestone.project_id)
        .join(MilestoneKind, MilestoneKind.code == Milestone.kind_code)
        .where(Project.id.in_(ids))
        .order_by(Project.code, Milestone.due_on, Milestone.id)
    )  # fmt: skip
    return [MilestoneLine(*row) for row in rows]


def read_indicators(session: Session, ids: Ids, past: Past) -> list[IndicatorLine]:
    """Each with its last measurement on that day."""
    rows = session.execute(_indicators(ids, past))
    return [IndicatorLine(*row) for row in rows]


def _indicators(ids: Ids, past: Past) -> Select[*tuple[Any, ...]]:
    last = (
        select(Measurement.value, Measurement.measured_on, Measurement.evidence)
        .where(Measurement.indicator_id == Indicator.id, past.measured())
        .order_by(Measurement.measured_on.desc(), Measurement.id.desc())
        .limit(1)
        .lateral("last")
    )
    return (
        select(
            Project.code, Indicator.id, Indicator.label, Indicator.unit, Indicator.baseline, Indicator.target,
            Indicator.target_on, last.c.value, last.c.measured_on, last.c.evidence,
        )
        .join_from(Indicator, Project, Project.id == Indicator.project_id)
        .outerjoin(last, last.c.value.is_not(None))
        .where(Project.id.in_(ids))
        .order_by(Project.code, Indicator.id)
    )  # fmt: skip
