"""What people fill in on the follow-up board."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.accounts.forms import Email
from app.web.forms import FrenchDate


class Chosen(BaseModel):
    """Those ticked on a page that says who will get a letter."""

    respondent: list[int] = Field(default_factory=list)


class ReminderDates(BaseModel):
    """`dates`: those ticked; `other`: one more, typed."""

    dates: list[FrenchDate] = Field(default_factory=list)
    other: FrenchDate | None = None


class Extension(BaseModel):
    closes_on: FrenchDate


class Contact(BaseModel):
    contact_name: Annotated[str, Field(max_length=200)] = ""
    contact_email: Email
