"""What people fill in about a gazette, its sentences, its recipients."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from app.accounts.forms import Email


def read_tick(value: Any) -> Any:
    return value == "oui" if isinstance(value, str) else value


Tick = Annotated[bool, BeforeValidator(read_tick)]
Note = Annotated[str, Field(min_length=1, max_length=600)]
Sentence = Annotated[str, Field(min_length=1, max_length=2000)]
Address = Annotated[Email, Field(min_length=1), AfterValidator(str.lower)]
TEXT_LABELS = {"title": "Titre", "editorial": "Éditorial", "correction": "Ce qui est corrigé"}
ITEM_LABELS = {"text": "Phrase"}
CONSTRAINTS = {
    "uq_gazette_live_month": ("month", "La gazette de ce mois est déjà en préparation."),
    "uq_gazette_month_edition": ("month", "La gazette de ce mois est déjà en préparation."),
    "uq_gazette_subscriber_email": ("email", "Cette adresse reçoit déjà la gazette."),
}


class MonthForm(BaseModel):
    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]


class TextForm(BaseModel):
    title: Annotated[str, Field(min_length=1, max_length=160)]
    editorial: Annotated[str, Field(max_length=6000)] = ""
    correction: Annotated[str, Field(max_length=600)] = ""


class ItemForm(BaseModel):
    text: Sentence


class FreeForm(BaseModel):
    """Named apart: its field stands on the same page as the one of a sentence being edited."""

    free: Sentence


class PlaceForm(BaseModel):
    to: Literal["haut", "bas"]


class ChoiceForm(BaseModel):
    kept: Tick = False


class TakeForm(BaseModel):
    picks: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=2000)] = []


class CorrectionForm(BaseModel):
    correction: Note


class SendForm(BaseModel):
    to_subscribers: Tick = False
    others: Annotated[str, Field(max_length=40_000)] = ""


class SubscriberForm(BaseModel):
    email: Address
    name: Annotated[str, Field(max_length=200)] = ""
    asked_again: Tick = False
