"""What rows of several kinds say in the same way: which project, which organisation."""

from collections.abc import Mapping
from typing import Any

from imports.cells import project_code
from imports.columns import Column
from imports.kinds.kind import ReadRow
from imports.projects.planned import Value
from imports.records.entity import Records, Values

CODE_HELP = "le code du projet, comme ODD17-2024-007"
CODE_SYNONYMS = ("N°", "Code", "Code projet", "N° projet", "Numéro", "Code du projet")
UNKNOWN_PROJECT = "le code d’un projet enregistré, ou de la feuille des projets"


def project_column() -> Column[str]:
    return Column("Projet", "code", project_code, True, CODE_HELP, CODE_SYNONYMS)


def by_code(values: Values) -> Any:
    return values["code"]


def by_project(values: Values) -> Any:
    return values["project_id"]


def project_id(row: ReadRow, records: Records) -> Any:
    """The project named by the row, recorded or about to be; none once it has been refused."""
    project = records.find("project", by_code, row["code"])
    if project is None:
        row.refuse("code", UNKNOWN_PROJECT)
        return None
    return project.id


def project_name(values: Values, records: Records) -> str:
    project = records.get("project", values["project_id"])
    return str(project["code"]) if project else ""


def project_code_of(project_id: Any, records: Records) -> str:
    return project_name({"project_id": project_id}, records)


def retold_project(values: Values, records: Records) -> Values:
    """A row says a project by its code."""
    return {"code": project_name(values, records)}


def shown_project(column: str, value: Any, records: Records) -> Value:
    """A column as people read it: the project by its code, the rest as it is."""
    if column == "project_id":
        return project_code_of(value, records)
    found: Value = value
    return found


def label_of(records: Records, table: str, code: str, labels: Mapping[str, str]) -> str:
    """What people call a value of a list, by the database when it was read."""
    known = records.get(table, code)
    return str(known["label"]) if known else labels.get(code, code)
