"""Milestones, one a row: what a project does, by when, who answers for it, and what shows that it was done."""

from collections.abc import Hashable, Sequence
from typing import Any

from imports.cells import choice, day, up_to
from imports.cells.choices import ListParser
from imports.columns import AnyColumn, Column
from imports.kinds.bearers import bearers
from imports.kinds.common import (
    project_code_of,
    project_column,
    project_id,
    project_name,
    retold_project,
    shown_project,
)
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.kinds.milestone_pairs import pair
from imports.kinds.texts import paragraphs
from imports.projects.columns import MILESTONE_TITLES
from imports.projects.planned import Value
from imports.records.entity import Records, Values
from imports.synonyms import KIND_LABELS
from imports.vocabulary import Vocabulary
from imports.words import folded


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    due, done = ("Échéance", "Date prévue"), ("Fait le", "Date de réalisation")
    return (
        project_column(),
        Column("Jalon", "kind_code", choice(vocabulary.milestone_kinds), True, "le jalon", ("Type de jalon", "Nature")),
        Column("Intitulé", "title", up_to(200), help="vide pour celui du jalon", synonyms=("Intitulé du jalon",)),
        Column("Prévu le", "due_on", day, True, "la date prévue", due),
        Column("Réalisé le", "done_on", day, help="vide tant qu’il n’est pas fait", synonyms=done),
        Column("Responsable", "responsible", up_to(200), synonyms=("Partenaire responsable",)),
        Column("Livrable", "deliverable", paragraphs(), synonyms=("Livrables",)),
        Column("Preuve", "evidence", paragraphs(), help="ce qui montre qu’il est fait", synonyms=("Justificatif",)),
    )


def by_milestone(values: Values) -> Hashable:
    return values["project_id"], values["kind_code"], folded(values["title"]), values["due_on"]


def by_organisation(values: Values) -> Hashable:
    return values["project_id"], values["organisation_id"]


def translate(row: ReadRow, records: Records) -> Values | None:
    project = project_id(row, records)
    if project is None:
        return None
    return {
        "project_id": project,
        "kind_code": row["kind_code"],
        "title": _title(row),
        "due_on": row["due_on"],
        "done_on": row["done_on"],
        "partner_id": _partner(row, project, records),
        "deliverable": row["deliverable"],
        "evidence": row["evidence"],
    }


def _title(row: ReadRow) -> str:
    """The one given; else the list's own spelling when the words are the same, else the words typed."""
    column = row.columns["kind_code"]
    labels = column.parser.terms.labels if isinstance(column.parser, ListParser) else {}
    typed, label = row.reader.words(column), labels.get(row["kind_code"], "")
    return row["title"] or (label if folded(typed) in {folded(label), folded(row["kind_code"])} else typed)


def _partner(row: ReadRow, project: Any, records: Records) -> Any:
    """Who answers for it, among the partners of the project, recorded or to be."""
    if row["responsible"] is None:
        return None
    for organisation in bearers(row["responsible"], records):
        partner = records.find("partner", by_organisation, (project, organisation.id))
        if partner is not None:
            return partner.id
    row.refuse("responsible", f"le porteur ou un partenaire de {project_code_of(project, records)}")
    return None


def _organisation_name(partner_id: Any, records: Records) -> str:
    partner = records.get("partner", partner_id)
    organisation = records.get("organisation", partner["organisation_id"]) if partner else None
    return str(organisation["name"]) if organisation else ""


def rules(decided: Decided, records: Records) -> None:
    """A recorded milestone keeps its title, which people may have made more precise, unless another one is given."""
    if decided.before and decided.row["title"] is None:
        decided.settle(title=decided.before["title"])


def displayed(column: str, value: Any, records: Records) -> Value:
    if value is not None and column == "kind_code":
        kind = records.get("milestone_kind", value)
        return str(kind["label"]) if kind else KIND_LABELS.get(value, value)
    if value is not None and column == "partner_id":
        return _organisation_name(value, records)
    return shown_project(column, value, records)


def retold(values: Values, records: Records) -> Values:
    partner = values.get("partner_id")
    responsible = None if partner is None else _organisation_name(partner, records)
    return {**retold_project(values, records), "responsible": responsible}


def named(values: Values, records: Records) -> str:
    return f"{project_name(values, records)} – {values['title']}"


MILESTONES = Kind(
    name="jalons",
    label="Jalons",
    table="milestone",
    titles=MILESTONE_TITLES,
    columns=columns,
    keys=(by_milestone,),
    translate=translate,
    named=named,
    shown=displayed,
    rules=rules,
    pair=pair,
    fields={"project_id": "code", "partner_id": "responsible"},
    unsaid={"deliverable": "", "evidence": ""},
    retold=retold,
)
