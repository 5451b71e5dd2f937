"""Loads the official geographic code, the grids and the first readings of them. Running it again changes nothing."""

import hashlib
import tomllib

import psycopg
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from app.crosswalk.official import load_official
from app.models import GridVersion
from app.qualification.official import load_qualification_grid
from app.reference.territories import load_territories
from app.reviews.official import load_programme_grids
from evaluation.grids import available_grids, grid_text


def load_reference(connection: Connection) -> None:
    _load_grids(connection)
    load_official(connection)
    load_programme_grids(connection)
    load_qualification_grid(connection)
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101  (the one driver of the project)
    load_territories(driver)


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
