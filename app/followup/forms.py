"""What people fill in on the follow-up board."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from app.web.forms import FrenchDate

ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s.,;<>]+(\.[^@\s.,;<>]+)+")


def check_email(text: str) -> str:
    if text and not ADDRESS.fullmatch(text):
        raise PydanticCustomError(
            "french_email", "Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr."
        )
    return text


Email = Annotated[str, Field(max_length=254), AfterValidator(check_email)]


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
    contact_email: Email = ""
