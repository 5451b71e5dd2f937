"""What the columns chosen add to a page of projects: one query for each group of columns, whatever the rows."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.assessments.queries import current_results
from app.models import (
    AxisResult,
    Campaign,
    Cofinancing,
    Domain,
    InnovationPhase,
    Investment,
    Milestone,
    Partner,
    PartnershipCategory,
    PartnershipMode,
    Programme,
    Project,
    Result,
    Scale,
    User,
    project_domain,
)
from evaluation.words import REGIONAL_READING, Moment

Details = dict[int, dict[str, Any]]


def read_details(session: Session, ids: Sequence[int], groups: Sequence[str]) -> Details:
    """By project, the values of the columns of these groups."""
    found: Details = {identifier: {} for identifier in ids}
    for group in groups:
        for identifier, values in GROUPS[group](session, ids).items():
            found[identifier] |= values
    return found


def _labels(session: Session, ids: Sequence[int]) -> Details:
    statement = (
        select(
            Project.id,
            Programme.title.label("programme"),
            User.name.label("referent"),
            InnovationPhase.label.label("phase"),
            PartnershipCategory.label.label("categorie"),
            PartnershipMode.label.label("mode"),
            Scale.label.label("echelon"),
            Project.ends_on.label("fin"),
            Project.charter_version,
            Project.charter_signed_on,
            Project.updated_at.label("modifie"),
        )
        .outerjoin(Programme, Programme.id == Project.programme_id)
        .outerjoin(User, User.id == Project.referent_id)
        .outerjoin(InnovationPhase, InnovationPhase.code == Project.phase_code)
        .outerjoin(PartnershipCategory, PartnershipCategory.code == Project.category_code)
        .outerjoin(PartnershipMode, PartnershipMode.code == Project.mode_code)
        .outerjoin(Scale, Scale.code == Project.scale_code)
    )
    return _by_project(session, statement.where(Project.id.in_(ids)))


def _domains(session: Session, ids: Sequence[int]) -> Details:
    labels = func.string_agg(Domain.label, aggregate_order_by(literal(", "), Domain.position, Domain.code))
    statement = select(project_domain.c.project_id.label("id"), labels.label("domaines")).join(
        Domain, Domain.code == project_domain.c.domain_code
    )
    return _by_project(
        session, statement.where(project_domain.c.project_id.in_(ids)).group_by(project_domain.c.project_id)
    )


def _partners(session: Session, ids: Sequence[int]) -> Details:
    """Those who have not left."""
    statement = select(Partner.project_id.label("id"), func.count().label("partenaires"))
    kept = statement.where(Partner.project_id.in_(ids), Partner.left_on.is_(None))
    return _by_project(session, kept.group_by(Partner.project_id))


def _leverage(session: Session, ids: Sequence[int]) -> Details:
    """Euros brought by others, valued contributions included, for one euro of the fund."""
    invested = select(func.sum(Investment.amount_eur)).where(Investment.project_id == Cofinancing.project_id)
    brought = func.coalesce(func.sum(Cofinancing.amount_eur), 0)
    statement = select(
        Cofinancing.project_id.label("id"),
        brought.label("cofinance"),
        (brought / func.nullif(invested.scalar_subquery(), 0)).label("levier"),
    )
    return _by_project(session, statement.where(Cofinancing.project_id.in_(ids)).group_by(Cofinancing.project_id))


def _milestone(session: Session, ids: Sequence[int]) -> Details:
    statement = (
        select(Milestone.project_id.label("id"), Milestone.title.label("jalon"), Milestone.due_on.label("jalon_due"))
        .where(Milestone.project_id.in_(ids), Milestone.done_on.is_(None))
        .ext(distinct_on(Milestone.project_id))
        .order_by(Milestone.project_id, Milestone.due_on, Milestone.id)
    )
    return _by_project(session, statement)


def _scores(session: Session, ids: Sequence[int]) -> Details:
    """The latest campaign with a result, and its axes in the order of its grid, as that moment is read."""
    lines = session.execute(_published(ids)).all()
    grids = grids_of(session, {line.grid_reference for line in lines})
    axes: dict[int, dict[tuple[str, str], Any]] = {}
    for row in session.execute(_axes([line.result_id for line in lines])):
        axes.setdefault(row.result_id, {})[row.reading, row.axis] = row
    return {
        line.id: {
            "publication": (Moment(line.moment).label, line.held_on),
            "scores": [
                (axis.label, found)
                for axis in grids[line.grid_reference].axes
                if (found := axes.get(line.result_id, {}).get((_reading(line.moment), axis.code)))
            ],
        }
        for line in lines
    }


def _reading(moment: str) -> str:
    return str(REGIONAL_READING[Moment(moment)])


def _published(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    current = current_results(select(Campaign.id).where(Campaign.project_id.in_(ids))).subquery()
    return (
        select(Campaign.project_id.label("id"), Campaign.moment, Campaign.held_on, Result.id.label("result_id"))
        .add_columns(Result.grid_reference)
        .join(current, current.c.campaign_id == Campaign.id)
        .join(Result, Result.id == current.c.result_id)
        .where(Campaign.project_id.in_(ids))
        .ext(distinct_on(Campaign.project_id))
        .order_by(Campaign.project_id, Campaign.held_on.desc(), Campaign.id.desc())
    )


def _axes(result_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    columns = (AxisResult.result_id, AxisResult.reading, AxisResult.axis, AxisResult.score)
    more = (AxisResult.status, AxisResult.confidence, AxisResult.maturity)
    return select(*columns, *more).where(AxisResult.result_id.in_(result_ids), AxisResult.is_index.is_(False))


def _by_project(session: Session, statement: Select[*tuple[Any, ...]]) -> Details:
    return {row["id"]: dict(row) for row in session.execute(statement).mappings()}


GROUPS: dict[str, Callable[[Session, Sequence[int]], Details]] = {
    "labels": _labels,
    "domains": _domains,
    "partners": _partners,
    "leverage": _leverage,
    "milestone": _milestone,
    "scores": _scores,
}
