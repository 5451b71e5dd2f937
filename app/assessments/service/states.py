"""What each state of a campaign allows, and the sentences that refuse the rest."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.journal.context import because
from app.models import Campaign, CampaignEvent, CampaignStatus, Respondent, User

NOT_OPEN = {
    CampaignStatus.PREPARATION: "Cette campagne n’est pas encore ouverte\u202f: ouvrez-la pour saisir des réponses.",
    CampaignStatus.CLOSED: "Cette campagne est close\u202f: ses réponses ne changent plus.",
    CampaignStatus.PUBLISHED: "Les résultats de cette campagne sont publiés\u202f: ses réponses ne changent plus.",
}


def lock(session: Session, campaign: Campaign) -> None:
    """Whoever changes the state waits for the answers being saved, and the other way round."""
    session.refresh(campaign, attribute_names=["status", "version", "closed_at"], with_for_update=True)


def open_campaign_of(session: Session, respondent: Respondent) -> Campaign:
    """The campaign, kept open until this transaction ends."""
    query = select(Campaign).where(Campaign.id == respondent.campaign_id).with_for_update(read=True)
    campaign = session.scalars(query.execution_options(populate_existing=True)).one()
    require_open(campaign)
    return campaign


def require_open(campaign: Campaign) -> None:
    status = CampaignStatus(campaign.status)
    if status is not CampaignStatus.OPEN:
        raise Refused(NOT_OPEN[status], link=f"/campagnes/{campaign.id}", link_label="Voir la campagne")


def require_status(campaign: Campaign, allowed: tuple[CampaignStatus, ...], sentence: str) -> None:
    if campaign.status not in allowed:
        raise Refused(sentence, link=f"/campagnes/{campaign.id}", link_label="Voir la campagne")


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("Dites pourquoi, en une phrase.", field="reason")
    return reason.strip()


def note(
    session: Session, campaign: Campaign, kind: str, user: User | None, at: datetime | None = None, reason: str = ""
) -> None:
    event = CampaignEvent(campaign_id=campaign.id, kind=kind, reason=reason, user_id=user.id if user else None)
    if at is not None:
        event.happened_at = at
    session.add(event)
    session.flush()
    if reason:
        because(session, reason)
