"""Indicators, one a row: what a project set out to reach, from where, and by when."""

from collections.abc import Hashable, Sequence

from imports.cells import day, decimal, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.common import project_column, project_id, project_name, retold_project, shown_project
from imports.kinds.kind import Kind, ReadRow
from imports.records.entity import Records, Values
from imports.vocabulary import Vocabulary
from imports.words import folded


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    return (
        project_column(),
        Column("Indicateur", "label", up_to(200), True, "ce qui est compté", ("Libellé", "Intitulé de l’indicateur")),
        Column("Unité", "unit", up_to(60), help="personnes, euros, tonnes…"),
        Column("Valeur de départ", "baseline", decimal, synonyms=("Départ", "Référence", "Situation initiale")),
        Column("Cible", "target", decimal, synonyms=("Objectif", "Valeur cible", "Attendu")),
        Column("Pour le", "target_on", day, help="la date de la cible", synonyms=("Échéance", "Date cible")),
    )


def by_label(values: Values) -> Hashable:
    return values["project_id"], folded(values["label"])


def translate(row: ReadRow, records: Records) -> Values | None:
    names = ("label", "unit", "baseline", "target", "target_on")
    project = project_id(row, records)
    return project and {"project_id": project, **{name: row[name] for name in names}}


def named(values: Values, records: Records) -> str:
    return f"{project_name(values, records)} – {values['label']}"


INDICATORS = Kind(
    name="indicateurs",
    label="Indicateurs",
    table="indicator",
    titles=("Indicateurs",),
    columns=columns,
    keys=(by_label,),
    translate=translate,
    named=named,
    shown=shown_project,
    fields={"project_id": "code"},
    unsaid={"unit": ""},
    retold=retold_project,
)
