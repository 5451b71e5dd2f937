"""What a program may write of the money of a project: amounts are texts with their cents, as in the answers."""

import re
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.api.given import UNSAID, Given, IsoDate, Line, Number, Reason, Text, Title, without_defaults
from app.api.given_parts import number
from app.models import CofinancingKind, InstalmentStatus

AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?", re.ASCII)
AN_AMOUNT = 'Écrivez un montant entre guillemets, avec un point et deux décimales au plus, par exemple "12250.00".'


def amount(given: Any) -> Decimal:
    if isinstance(given, str) and AMOUNT.fullmatch(given):
        return Decimal(given)
    raise PydanticCustomError("french_money", AN_AMOUNT)


Amount = Annotated[
    Decimal,
    BeforeValidator(amount),
    WithJsonSchema({"type": "string", "pattern": rf"^{AMOUNT.pattern}$", "examples": ["12250.00"]}),
]
Days = Annotated[
    Decimal,
    BeforeValidator(number),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 99_999, "examples": [12.5]}),
]
WHY = "Demandée quand le projet est terminé ou abandonné."


class MoneyGiven(Given):
    """Ce qui est absent ne change pas ; null efface une date ou un choix, "" un texte."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    reason: Reason = Field("", description=WHY)


class InvestmentChange(MoneyGiven):
    """Ce qui est absent ne change pas ; null efface une date, "" un texte."""

    amount_eur: Amount = Decimal(0)
    copil_on: IsoDate | None = None
    copil_number: Line = ""
    purpose: Text = ""


class NewInvestment(InvestmentChange):
    """Un investissement du Fonds dans le projet."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    amount_eur: Amount


class AllocationChange(MoneyGiven):
    """La part d’un financeur ; l’ensemble ne dépasse jamais l’investissement."""

    amount_eur: Amount = Decimal(0)


class NewAllocation(AllocationChange):
    """La part d’un financeur dans un investissement ; une par financeur."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    organisation: Number = Field(description="Numéro de l’organisation qui finance.", examples=[12])
    amount_eur: Amount


class InstalmentChange(MoneyGiven):
    """Ce qui est absent ne change pas ; null délie du jalon."""

    label: Title = ""
    due_on: IsoDate = UNSAID
    amount_eur: Amount = Decimal(0)
    milestone_id: Number | None = Field(None, description="Numéro d’un jalon du projet.", examples=[12])


class NewInstalment(InstalmentChange):
    """Une tranche prévue."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    label: Title
    due_on: IsoDate
    amount_eur: Amount


class PaymentChange(Given):
    """Corriger un versement enregistré."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    paid_on: IsoDate = UNSAID
    paid_amount_eur: Amount = Decimal(0)
    payment_reference: Line = ""


class NewInstalmentMove(Given):
    """Vers un autre état. Versée : avec la date et le montant ; à payer sans attendre : en disant pourquoi."""

    to: InstalmentStatus = Field(description="L’état où va la tranche.")
    reason: Reason = Field("", description="Pourquoi elle n’attend pas son jalon ou son évaluation.")
    paid_on: IsoDate | None = Field(None, description="Demandée pour « paid ».")
    paid_amount_eur: Amount | None = Field(None, description="Demandé pour « paid ».")
    payment_reference: Line = ""


class CofinancingChange(MoneyGiven):
    """Ce qui est absent ne change pas ; null efface un montant ou des jours : il reste l’un des deux."""

    names: ClassVar = {"organisation_id": "organisation"}

    organisation_id: Number = Field(1, description="Numéro de l’organisation qui apporte.", examples=[12])
    kind: CofinancingKind = CofinancingKind.NUMERAIRE
    amount_eur: Amount | None = None
    days: Days | None = None
    confirmed: StrictBool = False
    note: Text = ""


class NewCofinancing(CofinancingChange):
    """Ce qu’une autre organisation apporte au projet : un montant, ou des jours."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    organisation_id: Number = Field(description="Numéro de l’organisation qui apporte.", examples=[12])
    kind: CofinancingKind
