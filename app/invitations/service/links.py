"""The links themselves: made when a letter leaves, opened by a button, asked for again by a partner who lost them."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.closing import takes_answers
from app.errors import Refused
from app.invitations.queries import Link, answerable_by
from app.invitations.service.inviting import LETTERS
from app.invitations.sessions import open_session, results_until
from app.models import Campaign, Invitation, InvitationToken, Letter, Respondent
from app.models.invitation import InvitationPurpose
from app.tokens import new_token, token_hash

WINDOW = timedelta(minutes=15)
LETTERS_ALLOWED = 3


def issue_token(session: Session, *, invitation: Invitation, now: datetime) -> str:
    """The secret of one more link; only its hash is kept, and it ends with its invitation and its campaign."""
    session.refresh(invitation, attribute_names=["revoked_at"], with_for_update={"read": True})
    if invitation.revoked_at is not None:
        raise Refused("Cette invitation a été remplacée ou retirée\u202f: aucun lien ne peut plus en partir.")
    token = new_token()
    expires_at = results_until(invitation) if invitation.purpose == InvitationPurpose.RESULTS else None
    session.add(
        InvitationToken(
            token_sha256=token_hash(token), invitation_id=invitation.id, created_at=now, expires_at=expires_at
        )
    )
    session.flush()
    return token


def open_link(session: Session, *, link: Link, now: datetime) -> str | None:
    """The token of a new browser session; None when the link was taken back at this very instant."""
    query = select(Invitation).where(Invitation.id == link.invitation_id, Invitation.revoked_at.is_(None))
    invitation = session.scalar(query.with_for_update())
    if invitation is None or not link.is_live:
        return None
    invitation.opened_at = invitation.opened_at or now
    return open_session(session, invitation=invitation, now=now)


def ask_again(session: Session, *, email: str, now: datetime) -> int:
    """A fresh letter for each grid this address answers for: how many leave. Nobody's mailbox is flooded through us."""
    return sum(_send_again(session, invitation, now) for invitation in answerable_by(session, email))


def _send_again(session: Session, invitation: Invitation, now: datetime) -> bool:
    from app.letters.service import queue_letter

    respondent = session.get_one(Respondent, invitation.respondent_id, with_for_update=True)
    if not _opens_something(session, invitation, respondent, now) or _asked_enough(session, invitation, now):
        return False
    kind = LETTERS[InvitationPurpose(invitation.purpose)]
    key = f"{kind}:{invitation.id}:{now:%Y-%m-%dT%H:%M}"
    letter = queue_letter(session, kind=kind, respondent=respondent, invitation=invitation, key=key, user=None, now=now)
    return letter is not None


def _opens_something(session: Session, invitation: Invitation, respondent: Respondent, now: datetime) -> bool:
    if invitation.purpose == InvitationPurpose.RESULTS:
        return now < results_until(invitation)
    campaign = session.get_one(Campaign, respondent.campaign_id)
    return takes_answers(campaign.status, campaign.closes_on, now)


def _asked_enough(session: Session, invitation: Invitation, now: datetime) -> bool:
    recent = select(func.count()).where(Letter.invitation_id == invitation.id, Letter.queued_at > now - WINDOW)
    return (session.scalar(recent) or 0) >= LETTERS_ALLOWED
