"""Instalments, one a row: what is paid when, out of which investment, and what it waits for."""

from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Any

from imports.cells import choice, day, positive_money, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.common import project_code_of, project_column, project_name
from imports.kinds.granted import CANCELLED, instalments_total, investment_of
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.kinds.payments import STATUS_LABELS, STATUS_TERMS, settle_payment
from imports.kinds.texts import within
from imports.kinds.waiting import check_milestone, milestone_of, refuse_doubtful_milestone
from imports.projects.checks import SIGNED, euros
from imports.projects.columns import INSTALMENT_TITLES, instalment_label
from imports.projects.planned import Value
from imports.records.entity import Entity, Records, Values
from imports.vocabulary import Vocabulary
from imports.words import folded

TOO_MUCH = "des tranches dont la somme ne dépasse pas l’investissement, soit {amount}\u202f; elles feraient {total}"
NOT_ALL = (
    "des tranches dont la somme fait l’investissement, soit {amount}, la convention étant signée\u202f; "
    "elles feraient {total}"
)
ANOTHER = "un nom qu’aucune autre tranche de cet investissement ne porte"


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    label = within(200, instalment_label)
    due, paid = ("Date d’échéance", "Prévu le"), ("Versé le", "Date de paiement", "Date de versement")
    copil = ("COPIL", "Date du COPIL", "Date de COPIL")
    which = "la date du COPIL, pour un projet qui a plusieurs investissements"
    return (
        project_column(),
        Column("Date COPIL", "copil_on", day, help=which, synonyms=copil),
        Column("Tranche", "label", label, True, "le numéro ou le nom de la tranche", ("Libellé",)),
        Column("Échéance", "due_on", day, True, "la date prévue du versement", due),
        Column("Montant", "amount_eur", positive_money, True, "le montant en euros", spreads=False),
        Column("Payé le", "paid_on", day, help="vide tant qu’elle n’est pas versée", synonyms=paid),
        Column(
            "Montant versé", "paid_amount_eur", positive_money, help="vide s’il est celui de la tranche", spreads=False
        ),
        Column("Référence", "payment_reference", up_to(200), synonyms=("Référence du versement", "Réf. de paiement")),
        Column(
            "Jalon préalable", "milestone", up_to(200), help="l’intitulé d’un jalon du projet", synonyms=("Attend",)
        ),
        Column("Statut", "status", choice(STATUS_TERMS), help="prévue, à payer, versée ou annulée", synonyms=("État",)),
    )


def by_label(values: Values) -> Hashable:
    return values["investment_id"], folded(values["label"])


def translate(row: ReadRow, records: Records) -> Values | None:
    """What is paid, and the status, follow from several cells together: `settle_payment`."""
    investment = investment_of(row, records)
    if investment is None:
        return None
    said = {name: row[name] for name in ("label", "due_on", "amount_eur")}
    milestone = milestone_of(row, investment["project_id"], records)
    return {"investment_id": investment.id, **said, "milestone_id": milestone}


def rules(decided: Decided, records: Records) -> None:
    _keep_label(decided)
    other = records.find("instalment", by_label, by_label(decided.after.values))
    if other is not None and other.id != decided.after.id:
        decided.row.refuse("label", ANOTHER)
    refuse_doubtful_milestone(decided, records)
    settle_payment(decided)
    check_milestone(decided, records)


def _keep_label(decided: Decided) -> None:
    """« tranche 1 » is the recorded « Tranche 1 »."""
    before = decided.before
    if before and folded(before["label"]) == folded(decided.after["label"]):
        decided.settle(label=before["label"])


def whole(decided: Sequence[Decided], records: Records) -> None:
    """What is recorded and not in the sheet counts too. Told at the last row that moves the sum."""
    moved = {each.after["investment_id"]: each for each in decided if _moves_the_sum(each)}
    for investment_id, each in moved.items():
        investment = records.get("investment", investment_id)
        if investment is not None:
            _check_sum(each, investment, records)


def _moves_the_sum(decided: Decided) -> bool:
    return _counted(decided.before) != _counted(decided.after)


def _counted(instalment: Entity | None) -> Decimal:
    return instalment["amount_eur"] if instalment and instalment["status"] != CANCELLED else Decimal(0)


def _check_sum(decided: Decided, investment: Entity, records: Records) -> None:
    total, amount = instalments_total(records, investment.id), investment["amount_eur"]
    project = records.get("project", investment["project_id"])
    words = {"amount": euros(amount), "total": euros(total)}
    if total > amount:
        decided.row.refuse("amount_eur", TOO_MUCH.format(**words))
    elif total < amount and project is not None and project["status"] in SIGNED:
        decided.row.refuse("amount_eur", NOT_ALL.format(**words))


def displayed(column: str, value: Any, records: Records) -> Value:
    if column == "investment_id":
        owner = records.get("investment", value)
        return project_code_of(owner["project_id"], records) if owner else None
    if column == "milestone_id":
        milestone = records.get("milestone", value)
        return str(milestone["title"]) if milestone else None
    if column == "status" and value is not None:
        return STATUS_LABELS[str(value)]
    found: Value = value
    return found


def _owner(investment_id: Any, records: Records) -> dict[str, Any]:
    """What a row says of its investment: the code of the project, the day of the COPIL."""
    investment = records.get("investment", investment_id)
    if investment is None:
        return {"code": None, "copil_on": None}
    return {"code": project_code_of(investment["project_id"], records), "copil_on": investment["copil_on"]}


def retold(values: Values, records: Records) -> Values:
    milestone = displayed("milestone_id", values.get("milestone_id"), records)
    return {**_owner(values["investment_id"], records), "milestone": milestone}


def named(values: Values, records: Records) -> str:
    investment = records.get("investment", values["investment_id"])
    return f"{project_name(investment.values, records)} – {values['label']}" if investment else str(values["label"])


INSTALMENTS = Kind(
    name="tranches",
    label="Tranches",
    table="instalment",
    titles=INSTALMENT_TITLES,
    columns=columns,
    keys=(by_label,),
    translate=translate,
    named=named,
    shown=displayed,
    rules=rules,
    whole=whole,
    fields={"investment_id": "code", "milestone_id": "milestone"},
    unsaid={"status": "planned", "payment_reference": ""},
    retold=retold,
)
