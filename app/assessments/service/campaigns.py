"""Préparation → ouverte → close → publiée, and back to ouverte with a reason."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.assessments.queries import newest_grid
from app.assessments.service.respondents import STILL_INVITING, Contact, add_respondent
from app.assessments.service.states import lock, note, require_reason, require_status
from app.clock import PARIS
from app.errors import Conflict, Refused
from app.models import Campaign, CampaignStatus, Partner, Project, Respondent
from app.models.user import User


def open_campaign(
    session: Session,
    *,
    project: Project,
    moment: str,
    held_on: date,
    opens_on: date | None = None,
    closes_on: date | None = None,
    partners: Sequence[Partner],
    user: User | None,
    start: bool = True,
    now: datetime | None = None,
    contacts: Mapping[int, Contact] | None = None,
) -> Campaign:
    """A campaign with the newest grid, frozen from here on; `start=False` leaves it in preparation.

    `contacts`, by partner: whom to write to in this campaign, when it is not the contact of the project.
    """
    _check_dates(opens_on, closes_on)
    if not partners:
        raise Refused("Invitez au moins un partenaire.", field="partners")
    campaign = Campaign(
        project_id=project.id,
        moment=moment,
        held_on=held_on,
        opens_on=opens_on,
        closes_on=closes_on,
        grid_reference=newest_grid(session).reference,
        updated_by_id=user.id if user else None,
    )
    session.add(campaign)
    session.flush()
    for partner in partners:
        contact = (contacts or {}).get(partner.id)
        add_respondent(session, campaign=campaign, partner=partner, user=user, contact=contact)
    if start:
        start_campaign(session, campaign=campaign, user=user, now=now)
    return campaign


def start_campaign(session: Session, *, campaign: Campaign, user: User | None, now: datetime | None = None) -> Campaign:
    lock(session, campaign)
    require_status(campaign, (CampaignStatus.PREPARATION,), "Cette campagne est déjà ouverte.")
    if not session.scalar(select(exists().where(Respondent.campaign_id == campaign.id))):
        raise Refused("Invitez au moins un partenaire avant d’ouvrir la campagne.")
    _move(campaign, CampaignStatus.OPEN, user)
    note(session, campaign, "opened", user, now)
    return campaign


def close_campaign(session: Session, *, campaign: Campaign, user: User | None, now: datetime) -> Campaign:
    """From here on no answer changes; a silent partner stays silent."""
    lock(session, campaign)
    require_status(campaign, (CampaignStatus.OPEN,), "Seule une campagne ouverte peut être close.")
    _move(campaign, CampaignStatus.CLOSED, user)
    campaign.closed_at = now
    note(session, campaign, "closed", user, now)
    return campaign


def reopen_campaign(
    session: Session, *, campaign: Campaign, reason: str, user: User | None, now: datetime | None = None
) -> Campaign:
    """Answers may change again; what was published stays published until a correction."""
    reason = require_reason(reason)
    lock(session, campaign)
    closed = (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED)
    require_status(campaign, closed, "Seule une campagne close ou publiée peut être rouverte.")
    _move(campaign, CampaignStatus.OPEN, user)
    campaign.closed_at = None
    note(session, campaign, "reopened", user, now, reason)
    return campaign


def update_dates(
    session: Session,
    campaign: Campaign,
    *,
    version: int,
    held_on: date,
    opens_on: date | None,
    closes_on: date | None,
    user: User | None,
) -> Campaign:
    require_status(campaign, STILL_INVITING, "Les dates d’une campagne close ne changent plus.")
    if campaign.version != version:
        raise Conflict(link=f"/campagnes/{campaign.id}", link_label="Recharger la campagne")
    _check_dates(opens_on, closes_on)
    campaign.held_on, campaign.opens_on, campaign.closes_on = held_on, opens_on, closes_on
    campaign.updated_by_id = user.id if user else None
    session.flush()
    return campaign


def extend_campaign(
    session: Session, *, campaign: Campaign, closes_on: date, version: int, user: User | None, now: datetime
) -> Campaign:
    """More time for those who have not answered; the links of an open campaign follow its new date.

    Only later, and only while it is open: what is closed is reopened, with a reason.
    """
    lock(session, campaign)
    require_status(campaign, (CampaignStatus.OPEN,), "Seule une campagne ouverte peut être prolongée.")
    if campaign.version != version:
        raise Conflict(link=f"/campagnes/{campaign.id}", link_label="Recharger la campagne")
    before = campaign.closes_on
    _check_dates(campaign.opens_on, closes_on)
    if closes_on < now.astimezone(PARIS).date() or (before and closes_on <= before):
        raise Refused("Choisissez une date plus tardive que la clôture prévue, et pas déjà passée.", field="closes_on")
    campaign.closes_on = closes_on
    campaign.updated_by_id = user.id if user else None
    note(session, campaign, "extended", user, now, _moved(before, closes_on))
    return campaign


def _move(campaign: Campaign, status: CampaignStatus, user: User | None) -> None:
    campaign.status = status
    campaign.updated_by_id = user.id if user else None


def _moved(before: date | None, after: date) -> str:
    start = f"Clôture du {before:%d/%m/%Y} reportée au" if before else "Clôture fixée au"
    return f"{start} {after:%d/%m/%Y}"


def _check_dates(opens_on: date | None, closes_on: date | None) -> None:
    if opens_on and closes_on and closes_on < opens_on:
        raise Refused("La clôture ne peut pas précéder l’ouverture.", field="closes_on")
