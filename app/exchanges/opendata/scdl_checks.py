"""A file « subventions » read back by the reference tool, and what it says told in French by row."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from stdnum.fr import siret as siret_rules

from app.exchanges.opendata.scdl import Row
from app.exchanges.opendata.schemas import scdl_schema

MOST = 1_000_000
MISSING = {
    "dateConvention": "la date de signature de la charte et de la convention, ou celle du COPIL, manque",
    "nomBeneficiaire": "le projet n’a pas de porteur",
    "datesPeriodeVersement": "aucune tranche n’est prévue",
}
SAID_WITH_THE_DATES = "conditionsVersement"  # both are empty when no instalment is planned
NO_NUMBER = "le porteur n’a ni SIRET, ni RNA de la forme W suivi de 9 chiffres"
WRONG_KEY = "la clé du SIRET n’est pas juste"


class Wrong(NamedTuple):
    """`row` counts from 0 under the header."""

    row: int
    field: str
    words: str


def wrong_rows(file: Path, rows: Iterable[Row]) -> list[Wrong]:
    """Of the very bytes that would leave: the schema's rules, then the three checks it adds."""
    found = [*_by_the_schema(file), *_by_added_checks(rows)]
    return sorted(set(found))


def _by_the_schema(file: Path) -> Iterator[Wrong]:
    from frictionless import Resource, Schema  # a quarter of a second that only an export pays

    schema = Schema.from_descriptor(scdl_schema())
    resource = Resource(path=file.name, basepath=str(file.parent), format="csv", encoding="utf-8", schema=schema)
    report = resource.validate(limit_errors=MOST)
    for error in (*report.errors, *(error for task in report.tasks for error in task.errors)):
        field = getattr(error, "field_name", "")
        if field != SAID_WITH_THE_DATES or error.cell:
            yield Wrong(getattr(error, "row_number", 2) - 2, field, _words(error))


def _words(error: Any) -> str:
    """What is missing in the words of the fund, else what the schema wanted."""
    field, cell = getattr(error, "field_name", ""), getattr(error, "cell", "")
    if not cell:
        return MISSING.get(field, "la valeur manque")
    if error.type == "type-error":
        return f"«\u00a0{cell}\u00a0» n’est pas du type demandé"
    if error.type == "constraint-error":
        return f"«\u00a0{cell}\u00a0» n’a pas la forme demandée par le schéma"
    return f"le schéma n’est pas respecté ({error.note})"


def _by_added_checks(rows: Iterable[Row]) -> Iterator[Wrong]:
    for place, row in enumerate(rows):
        for check in scdl_schema()["custom_checks"]:
            yield from CHECKS[check["name"]](place, row, **check["params"])


def _siret(place: int, row: Row, column: str) -> Iterator[Wrong]:
    if row[column] and not siret_rules.is_valid(row[column]):
        yield Wrong(place, column, WRONG_KEY)


def _one_of(place: int, row: Row, column1: str, column2: str) -> Iterator[Wrong]:
    if row["nomBeneficiaire"] and not (row[column1] or row[column2]):
        yield Wrong(place, column1, NO_NUMBER)


CHECKS: dict[str, Callable[..., Iterator[Wrong]]] = {"french-siret-value": _siret, "one-of-required": _one_of}
