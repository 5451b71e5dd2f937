"""Workbooks prepared and received, newest first."""

from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from app.models import OfflineGrid, Organisation, Respondent, User

SHOWN = 50


def workbooks_of(session: Session, respondent_id: int) -> list[Row[*tuple[Any, ...]]]:
    issuer, receiver = aliased(User), aliased(User)
    query = (
        select(
            OfflineGrid.issued_at,
            OfflineGrid.received_at,
            issuer.name.label("issued_by"),
            receiver.name.label("received_by"),
        )
        .outerjoin(issuer, issuer.id == OfflineGrid.issued_by_id)
        .outerjoin(receiver, receiver.id == OfflineGrid.received_by_id)
        .where(OfflineGrid.respondent_id == respondent_id)
    )
    return list(session.execute(query.order_by(OfflineGrid.issued_at.desc(), OfflineGrid.id.desc()).limit(SHOWN)))


def respondents_with_workbooks(session: Session, campaign_id: int) -> list[Row[*tuple[Any, ...]]]:
    """Everyone invited, in the order of names, with the last workbook prepared and the last received."""
    query = (
        select(
            Respondent.id,
            Respondent.submitted_at,
            Organisation.name,
            func.max(OfflineGrid.issued_at).label("issued_at"),
            func.max(OfflineGrid.received_at).label("received_at"),
        )
        .join(Organisation, Organisation.id == Respondent.organisation_id)
        .outerjoin(OfflineGrid, OfflineGrid.respondent_id == Respondent.id)
        .where(Respondent.campaign_id == campaign_id)
        .group_by(Respondent.id, Organisation.name, Organisation.sort_name)
        .order_by(Organisation.sort_name, Respondent.id)
    )
    return list(session.execute(query))
