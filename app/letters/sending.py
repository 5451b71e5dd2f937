"""When a letter of a campaign may still leave, and what keeps it from leaving."""

from sqlalchemy.orm import Session

from app import clock
from app.closing import takes_answers
from app.letters.composing import compose
from app.models import Campaign, CampaignStatus, Invitation, Respondent
from app.models.letter import Letter, LetterKind
from app.post import Post

UNWRITTEN = "Cette lettre n’a pas pu être écrite\u202f: prévenez la personne qui s’occupe du site."
REVOKED = "L’invitation a été remplacée ou retirée entre-temps\u202f: la lettre n’est pas partie."
SUBMITTED = "La grille a été soumise entre-temps\u202f: la lettre n’était plus utile."
OVER = "La campagne ne reçoit plus de réponses\u202f: la lettre n’est pas partie."
REOPENED = "La grille a été rouverte entre-temps\u202f: l’accusé de réception n’est pas parti."
UNPUBLISHED = "Les résultats ne sont plus publiés\u202f: l’annonce n’est pas partie."


def why_not(session: Session, letter: Letter) -> str:
    """The sentence that keeps a letter from leaving, when what it says is no longer true."""
    respondent = session.get_one(Respondent, letter.respondent_id)
    campaign = session.get_one(Campaign, respondent.campaign_id)
    invitation = session.get(Invitation, letter.invitation_id) if letter.invitation_id else None
    if invitation is not None and invitation.revoked_at is not None:
        return REVOKED
    if letter.kind == LetterKind.RECEIPT:
        return REOPENED if respondent.submitted_at is None else ""
    if letter.kind == LetterKind.RESULTS:
        return "" if campaign.status == CampaignStatus.PUBLISHED else UNPUBLISHED
    if respondent.submitted_at is not None and respondent.submitted_at >= letter.queued_at:
        return SUBMITTED
    return "" if takes_answers(campaign.status, campaign.closes_on, clock.now()) else OVER


POST = Post(Letter, why_not, compose, UNWRITTEN)
