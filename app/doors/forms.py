"""Whom to let in, and until when: the form that a page of the fund includes (`templates/doors/_parts.html`)."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from app.accounts.forms import Email
from app.doors.queries import LiveDoor
from app.web.forms import BoundForm, FrenchDate, fresh

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
