"""What every answer shares: names in English, money as text with its cents, refusals of one shape."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema

CENTS = r"^-?[0-9]+\.[0-9]{2}$"
Euros = Annotated[
    Decimal,
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": CENTS, "examples": ["12250.00"]}),
]


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


class Fault(Answer):
    code: str
    message: str


class Refusal(Answer):
    error: Fault


class Named(Answer):
    code: str
    label: str
