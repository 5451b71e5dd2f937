"""The money of a project, and what it set out to change, field by field."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.answers import Answer, Code, Euros, Number, example
from app.models import CofinancingKind, InstalmentStatus


class Funder(Answer):
    name: str = Field(validation_alias="funder")
    amount_eur: Euros


class Instalment(Answer):
    label: str
    due_on: date
    amount_eur: Euros
    status: InstalmentStatus
    paid_on: date | None
    paid_amount_eur: Euros | None
    milestone: str | None


class Investment(Answer):
    amount_eur: Euros
    copil_on: date | None
    copil_number: str
    purpose: str
    funders: list[Funder] = Field(validation_alias="allocations")
    instalments: list[Instalment]


class Cofinancing(Answer):
    organisation: str
    kind: CofinancingKind
    amount_eur: Euros | None
    confirmed: bool


class Money(Answer):
    committed_eur: Euros = Field(validation_alias="invested")
    paid_eur: Euros = Field(validation_alias="paid")
    due_eur: Euros = Field(validation_alias="due")
    investments: list[Investment]
    cofinancings: list[Cofinancing]


class Measure(Answer):
    """`evidence` : 0 déclaré, 1 documenté, 2 mesuré."""

    id: int
    measured_on: date
    value: Number
    source: str
    evidence: int


class Indicator(Answer):
    """`rate` : part du chemin du départ à la cible, 1 quand elle est atteinte ; null quand on ne peut pas le dire."""

    id: int
    label: Annotated[str, example("Foyers touchés")]
    unit: Annotated[str, example("foyers")]
    baseline: Number | None
    target: Number | None
    target_on: date | None
    rate: Annotated[float | None, example(0.42)]
    measurements: list[Measure]


class Indicators(Answer):
    project: Code
    indicators: list[Indicator]


class Measurement(Measure):
    project: Code
    indicator: int
