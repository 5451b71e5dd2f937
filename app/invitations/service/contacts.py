"""Taking a link back, or giving it to someone else."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.addresses import ADDRESS
from app.closing import takes_answers
from app.errors import Conflict, Refused
from app.invitations.queries import live_invitations
from app.invitations.service.inviting import end_invitations, hold_campaign, invite, lock, note
from app.models import Organisation, Respondent, User
from app.models.invitation import InvitationPurpose


def revoke(session: Session, *, respondent: Respondent, user: User | None, now: datetime) -> None:
    """Every link of this partner, and the browsers they opened. What it answered stays."""
    lock(session, respondent)
    live = live_invitations(session, respondent.id)
    if not live:
        name = session.get_one(Organisation, respondent.organisation_id).name
        raise Refused(f"{name} n’a aucun lien en cours.")
    end_invitations(session, live, now)
    note(session, respondent, "revoked", user, now)


def replace_contact(
    session: Session,
    *,
    respondent: Respondent,
    contact_name: str,
    contact_email: str,
    version: int,
    user: User | None,
    now: datetime,
) -> Respondent:
    """The links of the former contact end at once; a new one leaves if there was one and answers are still taken."""
    name, email = contact_name.strip(), contact_email.strip().lower()
    campaign = hold_campaign(session, respondent.campaign_id)
    lock(session, respondent)
    if respondent.version != version:
        address = f"/campagnes/{respondent.campaign_id}/reponses/{respondent.id}"
        raise Conflict(link=address, link_label="Recharger la grille")
    if not ADDRESS.fullmatch(email):
        raise Refused("Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr.", field="contact_email")
    if (name, email) == (respondent.contact_name, respondent.contact_email):
        return respondent
    live = live_invitations(session, respondent.id)
    end_invitations(session, live, now)
    respondent.contact_name, respondent.contact_email = name, email
    respondent.updated_by_id = user.id if user else None
    note(session, respondent, "contact", user, now)
    was_invited = any(invitation.purpose == InvitationPurpose.ANSWER for invitation in live)
    if was_invited and takes_answers(campaign.status, campaign.closes_on, now):
        invite(session, respondent=respondent, user=user, now=now)
    return respondent
