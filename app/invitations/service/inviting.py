"""Inviting a partner to answer, then to read what was published."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts.addresses import ADDRESS
from app.closing import takes_answers
from app.errors import Refused
from app.invitations.queries import live_invitation, to_invite
from app.invitations.sessions import end_sessions
from app.models import Campaign, CampaignStatus, Invitation, Organisation, Respondent, RespondentEvent, Result, User
from app.models.invitation import InvitationPurpose
from app.models.letter import LetterKind

TWO_CLICKS = timedelta(minutes=1)
LETTERS = {InvitationPurpose.ANSWER: LetterKind.INVITATION, InvitationPurpose.RESULTS: LetterKind.RESULTS}
TOO_EARLY = "Ouvrez la campagne avant d’inviter ses partenaires."
TOO_LATE = "Cette campagne ne reçoit plus de réponses\u202f: prolongez-la ou rouvrez-la avant d’inviter."
NOT_PUBLISHED = "Publiez les résultats avant de les annoncer aux partenaires."


def invite(
    session: Session,
    *,
    respondent: Respondent,
    user: User | None,
    now: datetime,
    purpose: InvitationPurpose = InvitationPurpose.ANSWER,
) -> Invitation:
    """A personal link leaves by mail; the one before it opens nothing any more.

    Pressed twice, or by two people at the same instant, it is one invitation and one letter.
    """
    check_time(hold_campaign(session, respondent.campaign_id), purpose, now)
    lock(session, respondent)
    found = live_invitation(session, respondent.id, purpose)
    if found is not None and now - found.created_at < TWO_CLICKS and found.contact_email == respondent.contact_email:
        return found
    return _invite(session, respondent, purpose, user, now)


def invite_all(session: Session, *, campaign: Campaign, user: User | None, now: datetime) -> list[Invitation]:
    """Whoever has an address, no link yet, and has not answered; refused when nobody can be written to."""
    check_time(hold_campaign(session, campaign.id), InvitationPurpose.ANSWER, now)
    waiting = to_invite(session, campaign.id)
    reachable = [respondent for respondent in waiting if ADDRESS.fullmatch(respondent.contact_email)]
    if waiting and not reachable:
        check_address(session, waiting[0])
    return [_invite(session, respondent, InvitationPurpose.ANSWER, user, now) for respondent in reachable]


def announce_results(session: Session, *, campaign: Campaign, user: User | None, now: datetime) -> list[Invitation]:
    """Once for each publication, to every partner that has an address, the silent ones included."""
    check_time(hold_campaign(session, campaign.id), InvitationPurpose.RESULTS, now)
    published = session.scalar(select(func.max(Result.published_at)).where(Result.campaign_id == campaign.id))
    query = select(Respondent).where(Respondent.campaign_id == campaign.id).order_by(Respondent.id).with_for_update()
    return [
        _invite(session, respondent, InvitationPurpose.RESULTS, user, now)
        for respondent in session.scalars(query).all()
        if ADDRESS.fullmatch(respondent.contact_email) and not _announced(session, respondent, published)
    ]


def hold_campaign(session: Session, campaign_id: int) -> Campaign:
    """As it is, until this transaction ends: closing it waits."""
    query = select(Campaign).where(Campaign.id == campaign_id).with_for_update(read=True)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock(session: Session, respondent: Respondent) -> None:
    fields = ["contact_name", "contact_email", "submitted_at", "version"]
    session.refresh(respondent, attribute_names=fields, with_for_update=True)


def check_time(campaign: Campaign, purpose: InvitationPurpose, now: datetime) -> None:
    address = {"link": f"/campagnes/{campaign.id}", "link_label": "Voir la campagne"}
    if purpose is InvitationPurpose.RESULTS:
        if campaign.status != CampaignStatus.PUBLISHED:
            raise Refused(NOT_PUBLISHED, **address)
    elif not takes_answers(campaign.status, campaign.closes_on, now):
        raise Refused(TOO_EARLY if campaign.status == CampaignStatus.PREPARATION else TOO_LATE, **address)


def check_address(session: Session, respondent: Respondent) -> None:
    if ADDRESS.fullmatch(respondent.contact_email):
        return
    name = session.get_one(Organisation, respondent.organisation_id).name
    missing = f"Aucune adresse pour {name}\u00a0: renseignez le contact."
    wrong = f"L’adresse de {name} n’est pas une adresse électronique\u00a0: corrigez le contact."
    raise Refused(wrong if respondent.contact_email else missing, field="contact_email")


def end_invitations(session: Session, invitations: Sequence[Invitation], now: datetime) -> None:
    """Their links and the browsers they opened are worth nothing from here on."""
    for invitation in invitations:
        end_sessions(session, invitation_id=invitation.id)
        session.execute(update(Invitation).where(Invitation.id == invitation.id).values(revoked_at=now))


def note(session: Session, respondent: Respondent, kind: str, user: User | None, now: datetime) -> None:
    event = RespondentEvent(respondent_id=respondent.id, kind=kind, happened_at=now, user_id=user.id if user else None)
    session.add(event)
    session.flush()


def _invite(
    session: Session, respondent: Respondent, purpose: InvitationPurpose, user: User | None, now: datetime
) -> Invitation:
    from app.letters.service import queue_letter

    check_address(session, respondent)
    before = live_invitation(session, respondent.id, purpose)
    end_invitations(session, [before] if before else [], now)
    invitation = Invitation(
        respondent_id=respondent.id,
        purpose=purpose.value,
        contact_name=respondent.contact_name,
        contact_email=respondent.contact_email,
        created_at=now,
        created_by_id=user.id if user else None,
    )
    session.add(invitation)
    session.flush()
    if purpose is InvitationPurpose.ANSWER:
        note(session, respondent, "invited", user, now)
    key = f"{LETTERS[purpose]}:{invitation.id}"
    queue_letter(
        session, kind=LETTERS[purpose], respondent=respondent, invitation=invitation, key=key, user=user, now=now
    )
    return invitation


def _announced(session: Session, respondent: Respondent, published: datetime | None) -> bool:
    found = live_invitation(session, respondent.id, InvitationPurpose.RESULTS)
    return found is not None and published is not None and found.created_at >= published
