"""Loads the official geographic code, the grids and the first readings of them. Running it again changes nothing."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from app.crosswalk.official import load_official
from app.models import GridVersion, Region, Territory
from app.qualification.official import load_qualification_grid
from app.reviews.official import load_programme_grids
from evaluation.grids import available_grids, grid_text

VENDOR = Path(__file__).parent / "vendor"
COLUMNS = ("id", "kind", "code", "label", "departement_code", "region_code", "population")
Row = tuple[str, str, str, str, str | None, str | None, int | None]


class ReferenceDataMissingError(RuntimeError):
    """The open data files are not there: ``make setup`` brings them."""


def load_reference(connection: Connection) -> None:
    _load_grids(connection)
    load_official(connection)
    load_programme_grids(connection)
    load_qualification_grid(connection)
    if connection.scalar(select(func.count()).select_from(Territory)) == 0:
        _load_territories(connection)


def _load_grids(connection: Connection) -> None:
    known = set(connection.scalars(select(GridVersion.reference)))
    for reference in available_grids():
        if reference in known:
            continue
        source = grid_text(reference)
        data = tomllib.loads(source)
        connection.execute(
            insert(GridVersion).values(
                reference=reference,
                title=data["title"],
                published_on=data["published_on"],
                sha256=hashlib.sha256(source.encode()).hexdigest(),
                source=source,
            )
        )


def _load_territories(connection: Connection) -> None:
    regions = set(connection.scalars(select(Region.code)))
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  (the one driver of the project)
    with driver.cursor() as cursor, cursor.copy(f"COPY territory ({', '.join(COLUMNS)}) FROM STDIN") as copy:
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
