"""Instalments, one a row: what is paid when, out of which investment, and what it waits for."""

from collections.abc import Hashable, Sequence
from typing import Any

from imports.cells import choice, day, positive_money, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.common import project_code_of, project_column, project_name
from imports.kinds.granted import investment_of
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.kinds.payments import STATUS_LABELS, STATUS_TERMS, settle_payment
from imports.kinds.sums import check_sums
from imports.kinds.texts import within
from imports.kinds.waiting import check_milestone, milestone_of, refuse_doubtful_milestone
from imports.projects.columns import INSTALMENT_TITLES, instalment_label
from imports.projects.planned import Value
from imports.records.entity import Records, Values
from imports.vocabulary import Vocabulary
from imports.words import folded

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
    _check_label(decided, records)
    refuse_doubtful_milestone(decided, records)
    settle_payment(decided)
    check_milestone(decided, records)


def _keep_label(decided: Decided) -> None:
    """« tranche 1 » is the recorded « Tranche 1 »."""
    before = decided.before
    if before and folded(before["label"]) == folded(decided.after["label"]):
        decided.settle(label=before["label"])


def _check_label(decided: Decided, records: Records) -> None:
    """The site lets two instalments bear one name; a sheet could no longer tell them apart."""
    others = records.matching("instalment", by_label, by_label(decided.after.values))
    if decided.changed & {"label", "investment_id"} and any(each.id != decided.after.id for each in others):
        decided.row.refuse("label", ANOTHER)


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
    whole=check_sums,
    fields={"investment_id": "code", "milestone_id": "milestone"},
    unsaid={"status": "planned", "payment_reference": ""},
    retold=retold,
)
