from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation, Respondent


def respondent_ids(session: Session, campaign_id: int) -> Sequence[int]:
    """In the order of names."""
    query = (
        select(Respondent.id)
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .where(Respondent.campaign_id == campaign_id)
        .order_by(Organisation.sort_name, Respondent.id)
    )
    return session.scalars(query).all()
