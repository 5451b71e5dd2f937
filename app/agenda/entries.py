"""All that has a date, as one SELECT: each kind gives the same columns, and is left out when it is not asked for."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Subquery,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.agenda.parts import Part, event_of, part_of
from app.clock import PARIS
from app.models import (
    Campaign,
    CampaignStatus,
    Instalment,
    InstalmentStatus,
    Investment,
    Milestone,
    Project,
    ProjectStatus,
)

OVER = (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED)


def entries(projects: ColumnElement[bool], kinds: Collection[str], today: date) -> Subquery:
    """`projects` is a condition on `Project`. An abandoned project keeps what was done and waits for nothing more."""
    parts = [part(today) for kind, part in PARTS.items() if kind in kinds] or [_milestones(today).where(false())]
    found = union_all(*parts).subquery("dated")
    alive = or_(found.c.done_on.is_not(None), Project.status != ProjectStatus.ABANDONNE)
    return (
        select(*found.c, Project.code, Project.title.label("project"), Project.referent_id)
        .join(Project, Project.id == found.c.project_id)
        .where(projects, alive)
        .subquery("entry")
    )


def _milestones(today: date) -> Part:
    return part_of(
        "jalon",
        Milestone,
        day=func.coalesce(Milestone.done_on, Milestone.due_on),
        due_on=Milestone.due_on,
        title=Milestone.title,
        project_id=Milestone.project_id,
        done_on=Milestone.done_on,
        late=and_(Milestone.done_on.is_(None), Milestone.due_on < today),
        version=Milestone.version,
        changed=Milestone.updated_at,
    )


def _instalments(today: date) -> Part:
    unpaid = Instalment.status.in_((InstalmentStatus.PLANNED, InstalmentStatus.PAYABLE))
    return (
        part_of(
            "tranche",
            Instalment,
            day=func.coalesce(Instalment.paid_on, Instalment.due_on),
            due_on=Instalment.due_on,
            title=Instalment.label,
            project_id=Investment.project_id,
            done_on=Instalment.paid_on,
            late=and_(unpaid, Instalment.due_on < today),
            version=Instalment.version,
            changed=Instalment.updated_at,
            amount=func.coalesce(Instalment.paid_amount_eur, Instalment.amount_eur),
            parent=Instalment.investment_id,
        )
        .join(Investment, Investment.id == Instalment.investment_id)
        .where(Instalment.status != InstalmentStatus.CANCELLED)
    )


def _openings(today: date) -> Part:
    opened = Campaign.status != CampaignStatus.PREPARATION
    return _campaigns(
        "ouverture", Campaign.opens_on, case((opened, Campaign.opens_on)), and_(~opened, Campaign.opens_on < today)
    )


def _closings(today: date) -> Part:
    """Late when it is still open after its day."""
    over, still_open = Campaign.status.in_(OVER), Campaign.status == CampaignStatus.OPEN
    closed_on = cast(func.timezone(str(PARIS), Campaign.closed_at), Date)
    done_on = case((over, func.coalesce(closed_on, Campaign.closes_on)))
    return _campaigns("cloture", Campaign.closes_on, done_on, and_(still_open, Campaign.closes_on < today))


def _campaigns(kind: str, on: Any, done_on: Any, late: ColumnElement[bool]) -> Part:
    return part_of(
        kind,
        Campaign,
        day=on,
        due_on=on,
        title=Campaign.moment,
        project_id=Campaign.project_id,
        done_on=done_on,
        late=late,
        version=Campaign.version,
        changed=Campaign.updated_at,
    ).where(on.is_not(None))


def _committees(_today: date) -> Part:
    """The committee of a project once a day, however many investments it decided of."""
    before = aliased(Investment)
    already = exists().where(
        before.project_id == Investment.project_id,
        before.copil_on == Investment.copil_on,
        before.id < Investment.id,
    )
    one = event_of("copil", Investment, Investment.copil_on, Investment.copil_number, Investment.project_id)
    return one.where(~already)


def _starts(_today: date) -> Part:
    return event_of("debut", Project, Project.starts_on, literal(""), Project.id)


def _ends(_today: date) -> Part:
    return event_of("fin", Project, Project.ends_on, literal(""), Project.id)


PARTS: dict[str, Callable[[date], Part]] = {
    "jalon": _milestones,
    "tranche": _instalments,
    "ouverture": _openings,
    "cloture": _closings,
    "copil": _committees,
    "debut": _starts,
    "fin": _ends,
}
