from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from app.models import Campaign, Organisation, Respondent


def get_own(session: Session, respondent_id: int) -> Respondent:
    """The guest's own record, with its campaign and project. The guard has already found that it exists."""
    query = select(Respondent).where(Respondent.id == respondent_id)
    return session.scalars(
        query.options(
            joinedload(Respondent.organisation),
            joinedload(Respondent.profile),
            joinedload(Respondent.campaign).joinedload(Campaign.project),
        )
    ).one()


def count_invited(session: Session, respondent: Respondent) -> tuple[int, int]:
    """(invited in the campaign, of which with the same profile), oneself included."""
    alike = func.count().filter(Respondent.profile_code == respondent.profile_code)
    query = select(func.count(), alike).where(Respondent.campaign_id == respondent.campaign_id)
    invited, same = session.execute(query).one()
    return invited, same


def other_partners(session: Session, respondent: Respondent) -> Sequence[str]:
    return session.scalars(
        select(Organisation.name)
        .join(Respondent, Respondent.organisation_id == Organisation.id)
        .where(Respondent.campaign_id == respondent.campaign_id, Respondent.id != respondent.id)
        .order_by(Organisation.sort_name, Organisation.id)
    ).all()
