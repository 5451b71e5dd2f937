"""Contacts of those who spoke of a programme, once its evaluation is over. What they said stays."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Select, cast, func, or_, select, update
from sqlalchemy.orm import Session

from app.models import ProgrammeReview, ProgrammeVoice
from app.privacy.retention.counting import rows_of

# The day it was closed; never closed, the day it was held.
OVER: ColumnElement[datetime] = func.coalesce(ProgrammeReview.closed_at, cast(ProgrammeReview.held_on, DateTime(True)))


def over(limit: datetime) -> Select[*tuple[Any, ...]]:
    words = func.concat(ProgrammeReview.title, ", ", ProgrammeVoice.name)
    return (
        select(ProgrammeVoice.id.label("key"), OVER.label("at"), words.label("words"))
        .join(ProgrammeReview, ProgrammeReview.id == ProgrammeVoice.review_id)
        .where(limit > OVER, or_(ProgrammeVoice.contact_name != "", ProgrammeVoice.contact_email != ""))
    )


def forget_contacts(session: Session, limit: datetime) -> int:
    chosen = select(over(limit).subquery().c.key)
    gone = update(ProgrammeVoice).where(ProgrammeVoice.id.in_(chosen))
    version = ProgrammeVoice.version + 1
    return rows_of(session, gone.values(contact_name="", contact_email="", version=version, updated_at=func.now()))
