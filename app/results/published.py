"""Campaigns of a project and what was published of them: the last result speaks, the earlier ones stay."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.assessments.queries import current_results
from app.errors import NotFound
from app.models import Campaign, Profile, Project, Result, User
from evaluation import Moment


@dataclass(frozen=True)
class CampaignLine:
    """A campaign of the project and the result that speaks for it, when there is one."""

    id: int
    moment: Moment
    held_on: date
    result_id: int | None

    @property
    def label(self) -> str:
        return self.moment.label


@dataclass(frozen=True)
class Publication:
    """What a result remembers of how it was made."""

    campaign_id: int
    sequence: int
    reason: str
    published_at: datetime
    by: str | None
    grid_reference: str
    formula_version: str
    inputs_sha256: str


def campaigns_of(session: Session, project_id: int) -> list[CampaignLine]:
    """Newest first, with the current result of each."""
    current = current_results(select(Campaign.id).where(Campaign.project_id == project_id)).subquery()
    rows = session.execute(
        select(Campaign.id, Campaign.moment, Campaign.held_on, current.c.result_id)
        .outerjoin(current, current.c.campaign_id == Campaign.id)
        .where(Campaign.project_id == project_id)
        .order_by(Campaign.held_on.desc(), Campaign.id.desc())
    )
    return [CampaignLine(row.id, Moment(row.moment), row.held_on, row.result_id) for row in rows]


def publications_of(session: Session, project_id: int) -> dict[int, list[Publication]]:
    """Every publication of every campaign of the project, newest first."""
    rows = session.execute(
        select(
            Result.campaign_id,
            Result.sequence,
            Result.reason,
            Result.published_at,
            User.name.label("by"),
            Result.grid_reference,
            Result.formula_version,
            Result.inputs_sha256,
        )
        .join(Campaign, Campaign.id == Result.campaign_id)
        .outerjoin(User, User.id == Result.published_by_id)
        .where(Campaign.project_id == project_id)
        .order_by(Result.campaign_id, Result.sequence.desc())
    )
    found: dict[int, list[Publication]] = {}
    for row in rows:
        found.setdefault(row.campaign_id, []).append(_publication(row))
    return found


def published_result(session: Session, project: Project, campaign_id: int, sequence: int | None = None) -> Result:
    """The last result of the campaign, or the one of that number."""
    query = (
        select(Result)
        .join(Campaign, Campaign.id == Result.campaign_id)
        .where(Campaign.project_id == project.id, Campaign.id == campaign_id)
        .order_by(Result.sequence.desc())
        .limit(1)
    )
    found = session.scalar(query if sequence is None else query.where(Result.sequence == sequence))
    if found is None:
        raise not_published(project)
    return found


def not_published(project: Project) -> NotFound:
    return NotFound("Ce résultat n’est pas publié.", f"/projets/{project.code}/resultats", "Voir les résultats")


def profile_labels(session: Session) -> dict[str, str]:
    rows = session.execute(select(Profile.code, Profile.label).order_by(Profile.position, Profile.code))
    return {row.code: row.label for row in rows}


def _publication(row: Row[*tuple[Any, ...]]) -> Publication:
    return Publication(**row._mapping)
