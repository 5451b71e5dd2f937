"""The official geographic code, from the open data files; needs neither the tables of the code nor the site."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

VENDOR = Path(__file__).parent / "vendor"
COLUMNS = ("id", "kind", "code", "label", "departement_code", "region_code", "population")
Row = tuple[str, str, str, str, str | None, str | None, int | None]


class ReferenceDataMissingError(RuntimeError):
    """The open data files are not there: ``make setup`` brings them."""


def load_territories(connection: psycopg.Connection[Any]) -> None:
    """Unless they are there."""
    if connection.execute("SELECT EXISTS (SELECT FROM territory)").fetchone() == (True,):
        return
    regions = {code for (code,) in connection.execute("SELECT code FROM region")}
    with connection.cursor() as cursor, cursor.copy(f"COPY territory ({', '.join(COLUMNS)}) FROM STDIN") as copy:
        for row in territories(regions):
            copy.write_row(row)


def territories(regions: set[str]) -> Iterator[Row]:
    """Rows for the regions known here; communes that no longer exist alone are left out."""
    communes = [c for c in _read("communes") if c["type"] == "commune-actuelle" and c.get("region") in regions]
    region_of = {commune["code"]: commune["region"] for commune in communes}
    for region in _read("regions"):
        if region["code"] in regions:
            yield _row("region", region, None, region["code"], None)
    for departement in _read("departements"):
        if departement["region"] in regions:
            yield _row("departement", departement, departement["code"], departement["region"], None)
    for epci in _read("epci"):
        found = {region_of[m["code"]] for m in epci["membres"] if m["code"] in region_of}
        yield _row("epci", epci, None, found.pop() if len(found) == 1 else None, epci.get("populationMunicipale"))
    for commune in communes:
        yield _row("commune", commune, commune["departement"], commune["region"], commune.get("population"))


def _row(kind: str, entry: dict[str, Any], departement: str | None, region: str | None, population: int | None) -> Row:
    return f"{kind}-{entry['code']}", kind, entry["code"], entry["nom"], departement, region, population


def _read(name: str) -> list[dict[str, Any]]:
    path = VENDOR / f"{name}.json"
    if not path.exists():
        raise ReferenceDataMissingError(f"{path.name} manque : lancez « make setup »")
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries
