"""Who is invited to a campaign: partners of the project, until it is closed."""

from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.assessments.service.states import require_status
from app.errors import Refused
from app.models import Answer, Campaign, CampaignStatus, Organisation, Partner, Respondent, RespondentPriority
from app.models.user import User

STILL_INVITING = (CampaignStatus.PREPARATION, CampaignStatus.OPEN)
PRIORITIES = {"D1": "priority_d1", "D2": "priority_d2", "D3": "priority_d3", "D4": "priority_d4"}


class Contact(NamedTuple):
    name: str
    email: str


def add_respondent(
    session: Session, *, campaign: Campaign, partner: Partner, user: User | None, contact: Contact | None = None
) -> Respondent:
    """Invite a partner of the project, with the profile, contact and priorities it has today."""
    require_status(campaign, STILL_INVITING, "On n’invite plus de partenaire dans une campagne close.")
    if partner.project_id != campaign.project_id or partner.left_on is not None:
        raise Refused("Seul un partenaire présent dans le projet peut être invité.", field="partners")
    taken = exists().where(Respondent.campaign_id == campaign.id, Respondent.organisation_id == partner.organisation_id)
    if session.scalar(select(taken)):
        raise Refused("Ce partenaire est déjà invité.", field="partners")
    organisation = session.get_one(Organisation, partner.organisation_id)
    name, email = contact or (partner.contact_name, partner.contact_email)
    respondent = Respondent(
        campaign_id=campaign.id,
        organisation_id=partner.organisation_id,
        profile_code=organisation.profile_code,
        role_code=partner.role_code,
        contact_name=name,
        contact_email=email,
        updated_by_id=user.id if user else None,
    )
    session.add(respondent)
    session.flush()
    _take_priorities(session, respondent, partner)
    return respondent


def remove_respondent(session: Session, *, respondent: Respondent, campaign: Campaign, user: User | None) -> None:
    """Only one that answered nothing: its answers would vanish, and the coverage change without a word."""
    require_status(campaign, STILL_INVITING, "On ne retire plus de partenaire d’une campagne close.")
    if session.scalar(select(exists().where(Answer.respondent_id == respondent.id))):
        raise Refused(
            "Ce partenaire a déjà répondu\u202f: il reste dans la campagne.",
            link=f"/campagnes/{campaign.id}",
            link_label="Revenir à la campagne",
        )
    session.delete(respondent)
    session.flush()


def _take_priorities(session: Session, respondent: Respondent, partner: Partner) -> None:
    given = {code: getattr(partner, column) for code, column in PRIORITIES.items()}
    session.add_all(
        RespondentPriority(respondent_id=respondent.id, criterion_code=code, value=value)
        for code, value in given.items()
        if value is not None
    )
    session.flush()
