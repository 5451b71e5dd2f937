from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.assessments.queries.rows import Rows
from app.errors import NotFound
from app.kept import Kept
from app.models import (
    Campaign,
    CampaignEvent,
    GridVersion,
    Organisation,
    Partner,
    PartnerRole,
    Profile,
    Project,
    Region,
    Respondent,
)

PAGE = 25
Cursor = tuple[date, int]


@dataclass(frozen=True)
class CampaignFilters:
    moment: str = ""
    status: str = ""
    project: str = ""
    region: str = ""
    text: str = ""


@dataclass(frozen=True)
class CampaignPage:
    rows: Rows
    total: int
    previous: Cursor | None
    next: Cursor | None


def get_campaign(session: Session, campaign_id: int) -> Campaign:
    query = select(Campaign).options(joinedload(Campaign.project)).where(Campaign.id == campaign_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("Cette campagne n’existe pas.", link="/campagnes", link_label="Voir les campagnes")
    return found


def project_by_code(session: Session, code: str) -> Project:
    found = session.scalar(select(Project).where(Project.code == code))
    if found is None:
        raise NotFound("Ce projet n’existe pas.", link="/projets", link_label="Voir le portefeuille")
    return found


def newest_grid(session: Session, today: date | None = None) -> GridVersion:
    """The newest version whose date has come; a version dated ahead waits for its day."""
    day = clock.today() if today is None else today
    versions = session.scalars(select(GridVersion)).all()
    come = [version for version in versions if version.published_on <= day]
    if not come:
        return min(versions, key=GridVersion.age)
    return max(come, key=GridVersion.age)


def active_partners(session: Session, project_id: int) -> Rows:
    """Those who may be invited: in the project today."""
    return session.execute(
        select(
            Partner.id,
            Partner.organisation_id,
            Partner.contact_name,
            Partner.contact_email,
            Organisation.name,
            Profile.label.label("profile"),
            PartnerRole.label.label("role"),
        )
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .join(Profile, Profile.code == Organisation.profile_code)
        .join(PartnerRole, PartnerRole.code == Partner.role_code)
        .where(Partner.project_id == project_id, Partner.left_on.is_(None))
        .order_by(Organisation.sort_name, Partner.id)
    ).all()


def list_campaigns(
    session: Session,
    filters: CampaignFilters,
    kept: Kept,
    *,
    after: Cursor | None = None,
    before: Cursor | None = None,
    size: int = PAGE,
) -> CampaignPage:
    """Newest first; one page and its neighbours, found by key and not by number."""
    conditions = _conditions(filters)
    total = kept.counts.get(("campagnes", filters), lambda: _count(session, conditions))
    key = tuple_(Campaign.held_on, Campaign.id)
    query = _rows().where(*conditions)
    if before:
        query = query.where(key > before).order_by(Campaign.held_on, Campaign.id)
    else:
        query = query.order_by(Campaign.held_on.desc(), Campaign.id.desc())
        query = query.where(key < after) if after else query
    found = list(session.execute(query.limit(size + 1)).all())
    more, rows = len(found) > size, found[:size]
    if before:
        rows.reverse()
    has_previous = more if before else after is not None
    has_next = before is not None or more
    return CampaignPage(
        rows,
        total,
        (rows[0].held_on, rows[0].id) if rows and has_previous else None,
        (rows[-1].held_on, rows[-1].id) if rows and has_next else None,
    )


def _count(session: Session, conditions: list[ColumnElement[bool]]) -> int:
    counted = select(func.count()).select_from(Campaign)
    return session.scalar(counted.join(Campaign.project).where(*conditions) if conditions else counted) or 0


def _rows() -> Select[Any]:
    invited = select(func.count()).where(Respondent.campaign_id == Campaign.id).correlate(Campaign).scalar_subquery()
    answered = (
        select(func.count(Respondent.submitted_at))
        .where(Respondent.campaign_id == Campaign.id)
        .correlate(Campaign)
        .scalar_subquery()
    )
    since = (
        select(func.max(CampaignEvent.happened_at))
        .where(CampaignEvent.campaign_id == Campaign.id)
        .correlate(Campaign)
        .scalar_subquery()
    )
    return (
        select(
            Campaign.id,
            Campaign.moment,
            Campaign.status,
            Campaign.held_on,
            Campaign.opens_on,
            Campaign.closes_on,
            Project.code,
            Project.title,
            Region.label.label("region"),
            invited.label("invited"),
            answered.label("answered"),
            func.coalesce(since, Campaign.created_at).label("since"),
        )
        .join(Campaign.project)
        .outerjoin(Region, Region.code == Project.region_code)
    )


def _conditions(filters: CampaignFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.moment:
        found.append(Campaign.moment == filters.moment)
    if filters.status:
        found.append(Campaign.status == filters.status)
    if filters.project:
        found.append(Project.code == filters.project)
    if filters.region == "interregional":
        found.append(Project.region_code.is_(None))
    elif filters.region:
        found.append(Project.region_code == filters.region)
    for word in filters.text.split():
        found.append(func.strpos(Project.search, func.normalise(word)) > 0)
    return found
