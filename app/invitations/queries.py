"""Reading invitations: what a link leads to, who is invited, which grids an address answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.closing import closed_since, takes_answers
from app.models import Campaign, CampaignStatus, Invitation, InvitationToken, Moment, Organisation, Project, Respondent
from app.models.invitation import InvitationPurpose
from app.tokens import token_hash


class LinkState(StrEnum):
    LIVE = "live"
    OVER = "over"


@dataclass(frozen=True)
class Link:
    """What may be said before the button is pressed: mail scanners read that page too, so nothing about the contact."""

    invitation_id: int
    respondent_id: int
    purpose: InvitationPurpose
    state: LinkState
    project: str
    organisation: str
    moment: Moment
    opened: bool
    published: bool
    closes_on: date | None
    closed_since: date | None

    @property
    def is_live(self) -> bool:
        return self.state is LinkState.LIVE

    @property
    def for_results(self) -> bool:
        return self.purpose is InvitationPurpose.RESULTS

    @property
    def address(self) -> str:
        page = f"/ma-grille/{self.respondent_id}"
        return f"{page}/resultats" if self.for_results else page


def find_link(session: Session, token: str, now: datetime) -> Link | None:
    """None for a token that was never given, and alike for one that was taken back."""
    query = (
        select(
            Invitation.id,
            Invitation.respondent_id,
            Invitation.purpose,
            Invitation.opened_at,
            InvitationToken.expires_at,
            Campaign.moment,
            Campaign.status,
            Campaign.closes_on,
            Campaign.closed_at,
            Project.title,
            Organisation.name,
        )
        .join(Invitation, Invitation.id == InvitationToken.invitation_id)
        .join(Respondent, Respondent.id == Invitation.respondent_id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(InvitationToken.token_sha256 == token_hash(token), Invitation.revoked_at.is_(None))
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    purpose = InvitationPurpose(row.purpose)
    live = (row.expires_at is None or now < row.expires_at) and (
        purpose is InvitationPurpose.RESULTS or takes_answers(row.status, row.closes_on, now)
    )
    return Link(
        row.id,
        row.respondent_id,
        purpose,
        LinkState.LIVE if live else LinkState.OVER,
        row.title,
        row.name,
        Moment(row.moment),
        row.opened_at is not None,
        row.status == CampaignStatus.PUBLISHED,
        row.closes_on,
        closed_since(row.closes_on, row.closed_at, now),
    )


def live_invitations(
    session: Session, respondent_id: int, purpose: InvitationPurpose | None = None
) -> list[Invitation]:
    """One for each purpose at most."""
    query = select(Invitation).where(Invitation.respondent_id == respondent_id, Invitation.revoked_at.is_(None))
    if purpose is not None:
        query = query.where(Invitation.purpose == purpose)
    return list(session.scalars(query.order_by(Invitation.id)))


def live_invitation(session: Session, respondent_id: int, purpose: InvitationPurpose) -> Invitation | None:
    return next(iter(live_invitations(session, respondent_id, purpose)), None)


def to_invite(session: Session, campaign_id: int) -> Sequence[Respondent]:
    """Those who have neither a link nor answered, in a stable order, held until the transaction ends."""
    invited = select(Invitation.id).where(
        Invitation.respondent_id == Respondent.id,
        Invitation.revoked_at.is_(None),
        Invitation.purpose == InvitationPurpose.ANSWER,
    )
    query = select(Respondent).where(
        Respondent.campaign_id == campaign_id, Respondent.submitted_at.is_(None), ~invited.exists()
    )
    return session.scalars(query.order_by(Respondent.id).with_for_update(of=Respondent)).all()


def answerable_by(session: Session, email: str) -> Sequence[Invitation]:
    """Live invitations sent to an address, for campaigns that are open or whose results are published."""
    query = (
        select(Invitation)
        .join(Respondent, Respondent.id == Invitation.respondent_id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .where(
            func.lower(Invitation.contact_email) == email.strip().lower(),
            Invitation.revoked_at.is_(None),
            or_(
                and_(Invitation.purpose == InvitationPurpose.ANSWER, Campaign.status == CampaignStatus.OPEN),
                Invitation.purpose == InvitationPurpose.RESULTS,
            ),
        )
    )
    return session.scalars(query.order_by(Invitation.id)).all()
