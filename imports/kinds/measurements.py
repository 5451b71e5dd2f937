"""Measurements, one a row: what an indicator was worth on a day, and how that is known."""

from collections.abc import Hashable, Sequence
from typing import Any

from imports.cells import choice, day, decimal, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.common import project_column, project_id, project_name
from imports.kinds.indicators import by_label
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.projects.planned import Value
from imports.records.entity import Records, Values
from imports.vocabulary import Terms, Vocabulary
from imports.words import folded

EVIDENCE = {"0": "déclaré", "1": "documenté", "2": "mesuré"}
EVIDENCE_TERMS = Terms.of(
    "un niveau de preuve", EVIDENCE, {"0": ("déclarée",), "1": ("documentée",), "2": ("mesurée",)}
)
ANOTHER_DAY = "une date sans mesure\u202f; cet indicateur en a déjà une ce jour-là"


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    return (
        project_column(),
        Column("Indicateur", "indicator", up_to(200), True, "le libellé d’un indicateur du projet", ("Libellé",)),
        Column("Date", "measured_on", day, True, "la date de la mesure", ("Mesuré le", "Date de mesure")),
        Column("Valeur", "value", decimal, True, "la valeur mesurée", ("Valeur mesurée", "Réalisé", "Mesure")),
        Column("Source", "source", up_to(400), help="d’où vient le chiffre"),
        Column("Niveau de preuve", "evidence", choice(EVIDENCE_TERMS), help="déclaré, documenté ou mesuré"),
    )


def by_day(values: Values) -> Hashable:
    return values["indicator_id"], values["measured_on"]


def translate(row: ReadRow, records: Records) -> Values | None:
    project = project_id(row, records)
    if project is None:
        return None
    indicator = records.find("indicator", by_label, (project, folded(row["indicator"])))
    if indicator is None:
        row.refuse("indicator", "le libellé d’un indicateur de ce projet, enregistré ou de la feuille des indicateurs")
        return None
    evidence = None if row["evidence"] is None else int(row["evidence"])
    said = {name: row[name] for name in ("measured_on", "value", "source")}
    return {"indicator_id": indicator.id, "evidence": evidence, **said}


def rules(decided: Decided, records: Records) -> None:
    """A row may move its measurement to another day, never onto another measurement."""
    other = records.find("measurement", by_day, by_day(decided.after.values))
    if other is not None and other.id != decided.after.id:
        decided.row.refuse("measured_on", ANOTHER_DAY)


def displayed(column: str, value: Any, records: Records) -> Value:
    if column == "evidence":
        return EVIDENCE[str(value)]
    if column == "indicator_id":
        indicator = records.get("indicator", value)
        return str(indicator["label"]) if indicator else None
    found: Value = value
    return found


def retold(values: Values, records: Records) -> Values:
    indicator = records.get("indicator", values["indicator_id"])
    if indicator is None:
        return {}
    project = project_name(indicator.values, records)
    return {"code": project, "indicator": indicator["label"], "evidence": str(values["evidence"])}


def named(values: Values, records: Records) -> str:
    indicator = records.get("indicator", values["indicator_id"])
    if indicator is None:
        return ""
    return f"{project_name(indicator.values, records)} – {indicator['label']}, {values['measured_on']:%d/%m/%Y}"


MEASUREMENTS = Kind(
    name="mesures",
    label="Mesures",
    table="measurement",
    titles=("Mesures", "Mesures des indicateurs"),
    columns=columns,
    keys=(by_day,),
    translate=translate,
    named=named,
    shown=displayed,
    rules=rules,
    fields={"indicator_id": "indicator"},
    unsaid={"source": "", "evidence": 0},
    retold=retold,
)
