from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.followup.queries.facts import LetterFact, letter_fact, letters_statement
from app.models import CampaignReminder, Letter, Organisation, Respondent


def respondent_ids(session: Session, campaign_id: int) -> Sequence[int]:
    """In the order of names."""
    query = (
        select(Respondent.id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(Respondent.campaign_id == campaign_id)
        .order_by(Organisation.sort_name, Respondent.id)
    )
    return session.scalars(query).all()


def reminders_of(session: Session, campaign_id: int) -> Sequence[CampaignReminder]:
    query = select(CampaignReminder).where(CampaignReminder.campaign_id == campaign_id)
    return session.scalars(query.order_by(CampaignReminder.due_on)).all()


def letters_to(session: Session, respondent_id: int) -> list[LetterFact]:
    """All of them, newest first."""
    return [
        letter_fact(row) for row in session.execute(letters_statement().where(Letter.respondent_id == respondent_id))
    ]
