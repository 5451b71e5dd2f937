from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.assessments.queries.rows import Rows
from app.errors import NotFound
from app.models import (
    Answer,
    CampaignEvent,
    Organisation,
    PartnerRole,
    Profile,
    Respondent,
    RespondentEvent,
    RespondentPriority,
    User,
)


def get_respondent(session: Session, campaign_id: int, respondent_id: int) -> Respondent:
    found = session.scalar(
        select(Respondent)
        .options(joinedload(Respondent.organisation), joinedload(Respondent.profile))
        .where(Respondent.id == respondent_id, Respondent.campaign_id == campaign_id)
    )
    if found is None:
        raise NotFound(
            "Ce partenaire n’est pas, ou plus, invité à cette campagne.",
            link=f"/campagnes/{campaign_id}",
            link_label="Voir la campagne",
        )
    return found


def respondents_of(session: Session, campaign_id: int) -> Rows:
    """Who is invited, in the order of names."""
    return session.execute(
        select(
            Respondent.id,
            Respondent.organisation_id,
            Respondent.submitted_at,
            Respondent.contact_name,
            Respondent.profile_code,
            Organisation.name,
            Profile.label.label("profile"),
            PartnerRole.label.label("role"),
        )
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .join(Profile, Profile.code == Respondent.profile_code)
        .join(PartnerRole, PartnerRole.code == Respondent.role_code)
        .where(Respondent.campaign_id == campaign_id)
        .order_by(Organisation.sort_name, Respondent.id)
    ).all()


def respondent_answers(session: Session, respondent_id: int) -> Rows:
    """Everything kept of one grid, with who entered it last."""
    return session.execute(
        select(
            Answer.reading,
            Answer.question_code,
            Answer.level,
            Answer.no_level,
            Answer.evidence,
            Answer.comment,
            Answer.version,
            Answer.answered_at,
            and_(Answer.invitation_id.is_not(None), Answer.answered_by_id.is_(None)).label("own"),
            User.name.label("by"),
        )
        .outerjoin(User, User.id == Answer.answered_by_id)
        .where(Answer.respondent_id == respondent_id)
        .order_by(Answer.reading, Answer.question_code)
    ).all()


def authors_of(session: Session, campaign_id: int) -> Rows:
    """By respondent that has answered: (whether any answer is its own, who entered any on its behalf)."""
    own = and_(Answer.invitation_id.is_not(None), Answer.answered_by_id.is_(None))
    return session.execute(
        select(
            Answer.respondent_id,
            func.bool_or(own).label("own"),
            func.array_agg(User.name.distinct()).filter(~own).label("names"),
        )
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .outerjoin(User, User.id == Answer.answered_by_id)
        .where(Respondent.campaign_id == campaign_id, or_(Answer.level.is_not(None), Answer.no_level.is_not(None)))
        .group_by(Answer.respondent_id)
        .order_by(Answer.respondent_id)
    ).all()


def respondent_priorities(session: Session, respondent_id: int) -> dict[str, int]:
    rows = session.execute(
        select(RespondentPriority.criterion_code, RespondentPriority.value)
        .where(RespondentPriority.respondent_id == respondent_id)
        .order_by(RespondentPriority.criterion_code)
    )
    return {row.criterion_code: row.value for row in rows}


def respondent_events(session: Session, respondent_id: int) -> Rows:
    return session.execute(
        select(RespondentEvent.kind, RespondentEvent.reason, RespondentEvent.happened_at, User.name.label("by"))
        .outerjoin(User, User.id == RespondentEvent.user_id)
        .where(RespondentEvent.respondent_id == respondent_id)
        .order_by(RespondentEvent.happened_at.desc(), RespondentEvent.id.desc())
    ).all()


def campaign_events(session: Session, campaign_id: int) -> Rows:
    """Newest first."""
    return session.execute(
        select(CampaignEvent.kind, CampaignEvent.reason, CampaignEvent.happened_at, User.name.label("by"))
        .outerjoin(User, User.id == CampaignEvent.user_id)
        .where(CampaignEvent.campaign_id == campaign_id)
        .order_by(CampaignEvent.happened_at.desc(), CampaignEvent.id.desc())
    ).all()
