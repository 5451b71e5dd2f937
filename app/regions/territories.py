"""What the pages of the regions need beside the scores: names, titles, money, and what is still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.assessments.queries import current_results
from app.errors import NotFound
from app.models import AxisResult, Campaign, CampaignStatus, Project, ProjectStatus, Region
from evaluation import INTERREGIONAL, Moment, Status
from evaluation.words import REGIONAL_READING

INTERREGIONAL_NAME = "Interrégional"


@dataclass(frozen=True)
class Territory:
    """One of the 18 regions, or the interregional projects."""

    code: str
    name: str


@dataclass(frozen=True)
class ProjectLine:
    code: str
    title: str
    status: ProjectStatus
    amount: Decimal
    paid: Decimal
    phase: str
    referent: str


@dataclass(frozen=True)
class LatestCampaign:
    """The latest campaign of a moment for one project, and the axes it leaves without a published score."""

    id: int
    status: CampaignStatus
    held_on: date
    is_published: bool
    unpublished: dict[str, Status]


def territories(session: Session) -> list[Territory]:
    """The 18 regions in the order of their names, accents left aside."""
    rows = session.execute(select(Region.code, Region.label).order_by(func.normalise(Region.label), Region.code))
    return [Territory(row.code, row.label) for row in rows]


def territory(session: Session, code: str) -> Territory:
    if code == INTERREGIONAL:
        return Territory(INTERREGIONAL, INTERREGIONAL_NAME)
    found = session.get(Region, code)
    if found is None:
        raise NotFound(f"Aucune région ne porte le code {code[:20]}.", "/regions", "Voir les régions")
    return Territory(found.code, found.label)


def among(column: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    """However many they are: one parameter, where a list of them stops at 65 535."""
    found: ColumnElement[bool] = column == any_(bindparam(None, list(values), ARRAY(column.type), unique=True))
    return found


def latest_campaigns(session: Session, codes: Sequence[str], moment: str) -> dict[str, LatestCampaign]:
    """By project, its latest campaign of that moment, published or not."""
    current = current_results().subquery()
    rows = session.execute(
        select(Project.code, Campaign.id, Campaign.status, Campaign.held_on, current.c.result_id)
        .ext(distinct_on(Project.code))
        .join(Project, Project.id == Campaign.project_id)
        .outerjoin(current, current.c.campaign_id == Campaign.id)
        .where(among(Project.code, codes), Campaign.moment == moment)
        .order_by(Project.code, Campaign.held_on.desc(), Campaign.id.desc())
    ).all()
    unpublished = _unpublished(session, [row.result_id for row in rows if row.result_id], moment)
    return {
        row.code: LatestCampaign(
            row.id,
            CampaignStatus(row.status),
            row.held_on,
            row.result_id is not None,
            unpublished.get(row.result_id or 0, {}),
        )
        for row in rows
    }


def _unpublished(session: Session, result_ids: Sequence[int], moment: str) -> dict[int, dict[str, Status]]:
    rows = session.execute(
        select(AxisResult.result_id, AxisResult.axis, AxisResult.status)
        .where(
            among(AxisResult.result_id, result_ids),
            AxisResult.reading == REGIONAL_READING[Moment(moment)],
            AxisResult.status != Status.PUBLISHED,
            AxisResult.is_index.is_(False),
        )
        .order_by(AxisResult.result_id, AxisResult.axis)
    )
    found: dict[int, dict[str, Status]] = {}
    for result_id, axis, status in rows:
        found.setdefault(result_id, {})[axis] = Status(status)
    return found
