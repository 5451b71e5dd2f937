"""What must still hold while answers are written: their campaigns stay open, their grids are not submitted."""

from collections.abc import Iterable

from sqlalchemy import BigInteger, any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from app.models import Campaign, CampaignStatus, Respondent
from imports.records.planned import Write
from imports.records.stale import Stale


def hold_open_grids(session: Session, answers: Iterable[Write]) -> None:
    """Locked until the transaction ends, as when one answer is saved on the site: closing waits, or came first."""
    ids = sorted({_respondent_id(answer) for answer in answers})
    statement = (
        select(Campaign.status, Respondent.submitted_at)
        .join(Respondent, Respondent.campaign_id == Campaign.id)
        .where(Respondent.id == any_(literal(ids, ARRAY(BigInteger))))
        .order_by(Campaign.id, Respondent.id)
        .with_for_update(read=True)
    )
    held = session.execute(statement).all()
    if len(held) < len(ids) or any(status != CampaignStatus.OPEN or submitted for status, submitted in held):
        raise Stale


def _respondent_id(answer: Write) -> int:
    """The first of the keys an answer is known by."""
    found: int = answer.id[0] if isinstance(answer.id, tuple) else answer.values["respondent_id"]
    return found
