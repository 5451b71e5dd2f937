"""What people fill in about the money of a project."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from app.investments.four_eyes import CONSTRAINT, SAME_PERSON
from app.models import CofinancingKind
from app.web.forms import FrenchDate, FrenchDecimal, FrenchInteger, FrenchMoney

MOST = Decimal("9999999999.99")
Amount = Annotated[FrenchMoney, Field(gt=0, le=MOST)]
Line = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=4000)]


def read_tick(value: Any) -> Any:
    return value == "oui" if isinstance(value, str) else value


class InvestmentForm(BaseModel):
    """`reason` of these forms: asked when the project is closed, kept in the journal."""

    amount_eur: Amount
    copil_number: Line = ""
    copil_on: FrenchDate | None = None
    purpose: Text = ""
    reason: Text = ""


class AllocationForm(BaseModel):
    """`funder` is a name or a number, settled among the known organisations."""

    funder: Name
    amount_eur: Amount
    reason: Text = ""


class ShareForm(BaseModel):
    amount_eur: Amount
    reason: Text = ""


class InstalmentForm(BaseModel):
    label: Name
    due_on: FrenchDate
    amount_eur: Amount
    milestone_id: FrenchInteger | None = None
    reason: Text = ""


class EarlyForm(BaseModel):
    reason: Text = ""


class PaymentForm(BaseModel):
    paid_on: FrenchDate
    paid_amount_eur: Amount
    payment_reference: Line = ""


class CofinancingForm(BaseModel):
    organisation: Name
    kind: CofinancingKind
    amount_eur: Annotated[FrenchMoney, Field(ge=0, le=MOST)] | None = None
    days: Annotated[FrenchDecimal, Field(ge=0, le=Decimal(99999), decimal_places=2)] | None = None
    confirmed: Annotated[bool, BeforeValidator(read_tick)] = False
    note: Text = ""
    reason: Text = ""


INVESTMENT_LABELS = {
    "amount_eur": "Montant",
    "copil_number": "Numéro du COPIL",
    "copil_on": "Date du COPIL",
    "purpose": "Objet",
}
SHARE_LABELS = {"amount_eur": "Montant"}
INSTALMENT_LABELS = {
    "label": "Intitulé",
    "due_on": "Échéance",
    "amount_eur": "Montant",
    "milestone_id": "Jalon attendu",
}
PAYMENT_LABELS = {
    "paid_on": "Versée le",
    "paid_amount_eur": "Montant versé",
    "payment_reference": "Référence du virement",
}
COFINANCING_LABELS = {
    "organisation": "Organisation",
    "kind": "Nature",
    "amount_eur": "Montant ou valeur",
    "days": "Jours",
    "confirmed": "Confirmé",
    "note": "Précisions",
}
CONSTRAINTS = {
    "ck_allocation_total": ("amount_eur", "Les parts des financeurs dépassent l’investissement."),
    "uq_allocation_investment_id_funder_id": ("funder", "Ce financeur a déjà une part\u202f: modifiez-la plutôt."),
    CONSTRAINT: ("paid_on", SAME_PERSON),
    "fk_instalment_milestone_id": ("milestone_id", "Choisissez un des jalons du projet."),
}
