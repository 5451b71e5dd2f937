"""Names of those who were asked, and their comments. Levels, scores and published results are never touched."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Select, cast, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.models import (
    Answer,
    Campaign,
    Invitation,
    InvitationToken,
    Organisation,
    Partner,
    Project,
    ProjectStatus,
    Respondent,
    RespondentSession,
)
from app.privacy.retention.counting import rows_of

OVER = (ProjectStatus.TERMINE, ProjectStatus.CAPITALISE, ProjectStatus.ABANDONNE)


def respondents(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat(Project.code, ", ", Organisation.name)
    return (
        select(Respondent.id.label("key"), cast(Project.ends_on, DateTime(True)).label("at"), words.label("words"))
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(*_over(limit), or_(Respondent.contact_name != "", Respondent.contact_email != "", _is_invited()))
    )


def forget_respondents(session: Session, limit: datetime) -> int:
    chosen = list(session.scalars(select(respondents(limit).subquery().c.key)))
    invited = select(Invitation.id).where(Invitation.respondent_id.in_(chosen))
    for table in (InvitationToken, RespondentSession):
        session.execute(delete(table).where(table.invitation_id.in_(invited)))
    named = update(Invitation).where(Invitation.respondent_id.in_(chosen))
    at = func.coalesce(Invitation.revoked_at, func.now())
    rows_of(session, named.values(contact_name="", contact_email="", revoked_at=at))
    return rows_of(session, _without_contact(Respondent).where(Respondent.id.in_(chosen)))


def contacts(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat(Project.code, ", ", Organisation.name)
    return (
        select(Partner.id.label("key"), cast(Partner.left_on, DateTime(True)).label("at"), words.label("words"))
        .join(Project, Project.id == Partner.project_id)
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.left_on < _day(limit), or_(Partner.contact_name != "", Partner.contact_email != ""))
    )


def forget_contacts(session: Session, limit: datetime) -> int:
    chosen = select(contacts(limit).subquery().c.key)
    return rows_of(session, _without_contact(Partner).where(Partner.id.in_(chosen)))


def comments(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat(Project.code, ", ", Organisation.name, ", question ", Answer.question_code)
    key = func.concat_ws("/", Answer.respondent_id, Answer.reading, Answer.question_code)
    return (
        select(key.label("key"), cast(Project.ends_on, DateTime(True)).label("at"), words.label("words"))
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(*_over(limit), Answer.comment != "")
    )


def forget_comments(session: Session, limit: datetime) -> int:
    """An answer that was only a comment stays, blank: that it was given is part of the count."""
    of_projects_over = (
        select(Respondent.id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(*_over(limit))
    )
    told = update(Answer).where(Answer.comment != "", Answer.respondent_id.in_(of_projects_over))
    return rows_of(session, told.values(comment="", version=Answer.version + 1))


def _over(limit: datetime) -> tuple[ColumnElement[bool], ...]:
    return Project.status.in_(OVER), Project.ends_on < _day(limit)


def _day(limit: datetime) -> Any:
    return limit.astimezone(PARIS).date()


def _is_invited() -> ColumnElement[bool]:
    own = select(Invitation.id).where(Invitation.respondent_id == Respondent.id, Invitation.contact_email != "")
    return own.exists()


def _without_contact(table: type[Partner] | type[Respondent]) -> Any:
    return update(table).values(contact_name="", contact_email="", version=table.version + 1, updated_at=func.now())
