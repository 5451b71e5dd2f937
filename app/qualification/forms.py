"""What is typed of a qualification, and of the grid when it is being written."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator

from app import clock
from app.web.french import FrenchDate

Name = Annotated[str, Field(min_length=1, max_length=120)]
Help = Annotated[str, Field(max_length=400)]
UNSAID = "nsp"
ANOTHER = "autre"


class QualificationForm(BaseModel):
    """`same_territory`: the known name that is this one, or « autre »; asked only when one is close."""

    organisation: Annotated[str, Field(min_length=1, max_length=200)]
    territory_label: Annotated[str, Field(min_length=1, max_length=200)]
    region_code: Annotated[str, Field(max_length=10)] | None = None
    held_on: FrenchDate
    same_territory: Annotated[str, Field(max_length=200)] | None = None

    @field_validator("held_on")
    @classmethod
    def already_there(cls, value: date) -> date:
        if value > clock.today():
            raise ValueError("Cette date est à venir\u202f: un profil se décrit au plus tard aujourd’hui.")
        return value


class AnswerRow(BaseModel):
    """One practice: its code, a level or « ne se prononce pas », and what shows it."""

    practice: Annotated[str, Field(max_length=20)]
    level: Literal["0", "1", "2", "3", "nsp"] | None = None
    evidence: Annotated[str, Field(max_length=400)] = ""


class MissionAnswersForm(BaseModel):
    answers: Annotated[list[AnswerRow], Field(max_length=40)] = []
    comment: Annotated[str, Field(max_length=2000)] = ""


class LevelRow(BaseModel):
    label: Name
    help: Help = ""


class WholeForm(BaseModel):
    """`changes_sense`: the levels mean something else than in the version in force."""

    title: Annotated[str, Field(min_length=1, max_length=150)]
    purpose: Annotated[str, Field(min_length=1, max_length=600)]
    source: Annotated[str, Field(min_length=1, max_length=600)]
    levels: Annotated[list[LevelRow], Field(min_length=4, max_length=4)]
    changes_sense: bool = False


class MissionForm(BaseModel):
    label: Name
    help: Help = ""


class PracticeForm(BaseModel):
    label: Name
    help: Help = ""
    changes_sense: bool = False


class NewPracticeForm(BaseModel):
    label: Name
    help: Help = ""


class PublicationForm(BaseModel):
    """`shown`: the digest of the text on the page, carried by the form."""

    decided_on: FrenchDate
    note: Annotated[str, Field(min_length=1, max_length=1000)]
    shown: Annotated[str, Field(max_length=64)] = ""

    @field_validator("decided_on")
    @classmethod
    def already_decided(cls, value: date) -> date:
        if value > clock.today():
            raise ValueError("Cette date est à venir\u202f: écrivez le jour où la décision a été prise.")
        return value


QUALIFICATION_LABELS = {
    "organisation": "Organisation",
    "territory_label": "Territoire",
    "region_code": "Région",
    "held_on": "Date",
}
QUALIFICATION_RULES = {
    "fk_qualification_region_code": ("region_code", "Choisissez une région de la liste."),
}
