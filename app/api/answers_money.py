"""The money of a project, and what it set out to change, field by field."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.answers import Answer, Code, Euros, Number, example
from app.models import CofinancingKind, InstalmentStatus


class Funder(Answer):
    """La part d’un financeur : `id` est son numéro, `organisation` celui du financeur."""

    id: int
    organisation: int = Field(validation_alias="funder_id")
    name: str = Field(validation_alias="funder")
    amount_eur: Euros


class Instalment(Answer):
    """`waits_for` : ce qu’elle attend pour être mise en paiement.

    `payable_now` : rien ne manque, une personne peut signer. `payable_reason` : pourquoi elle l’a été sans attendre.
    """

    id: int
    label: str
    due_on: date
    amount_eur: Euros
    status: InstalmentStatus
    paid_on: date | None
    paid_amount_eur: Euros | None
    payment_reference: str
    milestone: str | None
    milestone_id: int | None
    waits_for: Annotated[str | None, example("le jalon « Premier bilan partagé »")]
    payable_now: bool
    payable_reason: str


class InstalmentSheet(Instalment):
    project: Code
    investment: int = Field(validation_alias="investment_id")


class Investment(Answer):
    id: int
    amount_eur: Euros
    copil_on: date | None
    copil_number: str
    purpose: str
    funders: list[Funder] = Field(validation_alias="allocations")
    instalments: list[Instalment]


class InvestmentSheet(Investment):
    project: Code


class Allocation(Funder):
    project: Code
    investment: int = Field(validation_alias="investment_id")


class Cofinancing(Answer):
    """`organisation` est son nom ; `days`, des jours apportés."""

    id: int
    organisation: str
    organisation_id: int
    kind: CofinancingKind
    amount_eur: Euros | None
    days: Number | None
    confirmed: bool
    note: str


class CofinancingSheet(Cofinancing):
    project: Code


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


class IndicatorSheet(Indicator):
    project: Code


class Indicators(Answer):
    project: Code
    indicators: list[Indicator]


class Measurement(Measure):
    project: Code
    indicator: int
