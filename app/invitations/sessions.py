"""The browsers a partner opened its grid in. The token lives in the cookie only; the table holds its hash."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.closing import end_of_day
from app.models import Campaign, Invitation, Respondent, RespondentSession
from app.models.invitation import InvitationPurpose
from app.settings import settings
from app.tokens import new_token, token_hash

AFTERWARDS = timedelta(days=1)  # to read one's answers again on the day after the campaign has ended


def open_session(session: Session, *, invitation: Invitation, now: datetime) -> str:
    """Always a new token, so that one planted beforehand is worth nothing."""
    token = new_token()
    session.execute(delete(RespondentSession).where(RespondentSession.expires_at < now))
    session.add(
        RespondentSession(
            token_sha256=token_hash(token),
            invitation_id=invitation.id,
            csrf_token=new_token(),
            created_at=now,
            last_seen_at=now,
            expires_at=ends_at(invitation, _closes_on(session, invitation), now),
        )
    )
    session.flush()
    return token


def ends_at(invitation: Invitation, closes_on: date | None, now: datetime) -> datetime:
    """Some weeks, so that an evaluation is answered over several days; never long after what it opens has ended."""
    longest = now + timedelta(days=settings().respondent_absolute_days)
    if invitation.purpose == InvitationPurpose.RESULTS:
        return min(longest, results_until(invitation))
    return min(longest, end_of_day(closes_on) + AFTERWARDS) if closes_on else longest


def results_until(invitation: Invitation) -> datetime:
    """A day fixed when the results are announced: asking for another link does not put it off."""
    return invitation.created_at + timedelta(days=settings().results_link_days)


def end_session(session: Session, *, token_sha256: bytes) -> None:
    session.execute(delete(RespondentSession).where(RespondentSession.token_sha256 == token_sha256))


def end_sessions(session: Session, *, invitation_id: int) -> None:
    session.execute(delete(RespondentSession).where(RespondentSession.invitation_id == invitation_id))


def _closes_on(session: Session, invitation: Invitation) -> date | None:
    query = select(Campaign.closes_on).join(Respondent, Respondent.campaign_id == Campaign.id)
    return session.scalar(query.where(Respondent.id == invitation.respondent_id))
