"""Whom to let in, and until when: the form that a page of the fund includes (`templates/doors/_parts.html`)."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from app import clock
from app.accounts.forms import Email
from app.doors import service
from app.doors.queries import LiveDoor
from app.models import DoorKind, User
from app.web.forms import BoundForm, FrenchDate, faults_on, fresh

PROPOSED = timedelta(days=30)


class DoorInvitation(BaseModel):
    contact_name: Annotated[str, Field(max_length=200)] = ""
    contact_email: Email
    expires_on: FrenchDate


def fresh_invitation(
    door: LiveDoor | None, today: date, *, name: str = "", email: str = ""
) -> BoundForm[DoorInvitation]:
    """Filled with the contact of the live door; with what the subject knows of its contact when there is none."""
    until = max(door.expires_on, today) if door else today + PROPOSED
    values = {
        "contact_name": door.contact_name if door else name,
        "contact_email": door.contact_email if door else email,
        "expires_on": until,
    }
    return fresh(DoorInvitation, values)


def invite_typed(
    session: Session, form: BoundForm[DoorInvitation], *, kind: DoorKind, subject_id: int, user: User
) -> None:
    """Nothing of a form at fault; a refusal is said in it."""
    if form.has_errors:
        return
    with faults_on(form, session):
        service.invite(
            session,
            kind=kind,
            subject_id=subject_id,
            name=form.data.contact_name,
            email=form.data.contact_email,
            expires_on=form.data.expires_on,
            user=user,
            now=clock.now(),
        )
