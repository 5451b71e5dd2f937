"""Investments, one a row: what a COPIL granted to a project, and what for."""

from collections.abc import Hashable, Sequence

from imports.cells import day, positive_money, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.common import project_column, project_id, project_name, retold_project, shown_project
from imports.kinds.granted import instalments_total
from imports.kinds.investment_pairs import pair
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.kinds.texts import paragraphs
from imports.projects.checks import euros
from imports.records.entity import Records, Values
from imports.vocabulary import Vocabulary
from imports.words import folded


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    dates, numbers = ("COPIL", "Date du COPIL", "Date de COPIL"), ("N° COPIL", "Numéro de COPIL", "Numéro du COPIL")
    amounts = ("Montant", "Montant de l’investissement", "Investissement")
    return (
        project_column(),
        Column("Date COPIL", "copil_on", day, help="la date du COPIL", synonyms=dates),
        Column("N° de COPIL", "copil_number", up_to(200), help="le numéro du COPIL", synonyms=numbers),
        Column("Montant accordé", "amount_eur", positive_money, True, "le montant en euros", amounts, spreads=False),
        Column("Objet", "purpose", paragraphs(), help="ce que l’investissement finance", synonyms=("Description",)),
    )


def by_copil(values: Values) -> Hashable:
    return values["project_id"], values.get("copil_on"), folded(values.get("copil_number") or "")


def translate(row: ReadRow, records: Records) -> Values | None:
    project = project_id(row, records)
    names = ("copil_on", "copil_number", "amount_eur", "purpose")
    return project and {"project_id": project, **{name: row[name] for name in names}}


def rules(decided: Decided, records: Records) -> None:
    """What the funders bring is already shared out."""
    shared = decided.before["allocated_eur"] if decided.before else None
    if shared and decided.after["amount_eur"] < shared:
        decided.row.refuse("amount_eur", f"au moins les affectations des financeurs, soit {euros(shared)}")


def last(decided: Sequence[Decided], records: Records) -> None:
    """An amount brought down must still hold its instalments, those of the file included."""
    for each in decided:
        total = instalments_total(records, each.after.id)
        if each.before and "amount_eur" in each.changed and total > each.after["amount_eur"]:
            expected = f"au moins la somme des tranches, celles déjà enregistrées comprises, soit {euros(total)}"
            each.row.refuse("amount_eur", expected)


def named(values: Values, records: Records) -> str:
    return f"{project_name(values, records)} – {copil_words(values)}"


def copil_words(values: Values) -> str:
    if values.get("copil_on"):
        return f"COPIL du {values['copil_on']:%d/%m/%Y}"
    return f"COPIL n°\u00a0{values['copil_number']}" if values.get("copil_number") else "investissement"


INVESTMENTS = Kind(
    name="investissements",
    label="Investissements",
    table="investment",
    titles=("Investissements", "Financements", "Montants accordés"),
    columns=columns,
    keys=(by_copil,),
    translate=translate,
    named=named,
    shown=shown_project,
    rules=rules,
    last=last,
    pair=pair,
    fields={"project_id": "code"},
    unsaid={"copil_number": "", "purpose": ""},
    retold=retold_project,
)
