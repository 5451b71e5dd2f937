"""What is typed about a grid being written."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from starlette.datastructures import UploadFile

from app.web.forms import FrenchDate, FrenchDecimal, FrenchInteger

VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,2}")
Text = Annotated[str, Field(min_length=1, max_length=500)]
Label = Annotated[str, Field(min_length=1, max_length=200)]
Weight = Annotated[FrenchDecimal, Field(gt=0, le=1000, decimal_places=3)]
Share = Annotated[FrenchDecimal, Field(ge=0, le=100, decimal_places=2)]
Points = Annotated[FrenchDecimal, Field(ge=0, le=100, decimal_places=2)]
Count = Annotated[FrenchInteger, Field(ge=1, le=1000)]


class Worded(BaseModel):
    """The words of one profile; blank means those of everyone."""

    profile: Annotated[str, Field(max_length=100)]
    text: Annotated[str, Field(max_length=500)] = ""


class QuestionForm(BaseModel):
    text: Text
    approach: Label
    weight: Weight
    texts: list[Worded] = []
    equivalent: Literal["oui", "non", ""] = ""


class NewQuestion(BaseModel):
    text: Text
    approach: Label
    weight: Weight = Decimal(1)


class CriterionForm(BaseModel):
    label: Label
    weight: Weight
    labels: list[Worded] = []


class NewCriterion(BaseModel):
    label: Label
    weight: Weight = Decimal(1)
    text: Text
    approach: Label


class AxisForm(BaseModel):
    label: Label
    initial: bool = False
    by_priorities: bool = False
    horizon_months: Annotated[FrenchInteger, Field(ge=0, le=1200)] | None = None


class Named(BaseModel):
    label: Label


class ScaleForm(BaseModel):
    levels: list[Named] = []
    not_applicable: Label
    unknown: Label
    evidence: list[Named] = []
    equivalent: Literal["oui", "non", ""] = ""


class ApproachLine(BaseModel):
    """A line without code is a new approach; one without label is retired."""

    code: Annotated[str, Field(max_length=60)] = ""
    label: Annotated[str, Field(max_length=200)] = ""


class ApproachesForm(BaseModel):
    approaches: list[ApproachLine] = []


class IdentityForm(BaseModel):
    """`number`, as every form already carries the version it was opened on."""

    number: str
    title: Label
    status: Label

    @field_validator("number")
    @classmethod
    def numbered(cls, value: str) -> str:
        if not VERSION.fullmatch(value):
            raise ValueError("Écrivez un numéro comme 1.1 ou 2.0.")
        return value


class ThresholdsForm(BaseModel):
    """Shares in per cent; what must stay in order is said at the field that breaks it."""

    criterion_min_valued: Share
    published_coverage: Share
    provisional_coverage: Share
    min_respondents: Count
    min_profiles: Count
    max_not_applicable: Share
    high_confidence_coverage: Share
    high_confidence_respondents: Count
    high_confidence_profiles: Count
    high_confidence_evidence: Annotated[FrenchDecimal, Field(ge=0)]
    question_gap_levels: Count
    criterion_gap_points: Points
    dead_band_points: Points
    min_paired: Count
    detail_max: Annotated[FrenchInteger, Field(ge=0, le=1000)]
    fragile_max: Annotated[FrenchInteger, Field(ge=0, le=1000)]
    stabilisation_weight: Annotated[FrenchDecimal, Field(ge=0, le=1000)]
    min_respondents_per_profile: Annotated[FrenchInteger, Field(ge=2, le=1000)]

    @field_validator("provisional_coverage")
    @classmethod
    def below_published(cls, value: Decimal, info: ValidationInfo) -> Decimal:
        if value > info.data.get("published_coverage", value):
            raise ValueError("Un score provisoire ne demande pas plus qu’un score publié.")
        return value

    @field_validator("fragile_max")
    @classmethod
    def above_detail(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("detail_max", value):
            raise ValueError("La lecture fragile vient après la lecture indicative.")
        return value


class PublicationForm(BaseModel):
    published_on: FrenchDate
    source: Annotated[str, Field(min_length=1, max_length=2000)]


class Received(BaseModel, arbitrary_types_allowed=True):
    file: UploadFile
