"""The programme grids that come with the project, loaded when they are missing."""

import hashlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from app.models import ProgrammeGrid
from evaluation.grids.programmes import available_programme_grids, load_programme_grid, programme_grid_text


def load_programme_grids(connection: Connection) -> None:
    known = set(connection.scalars(select(ProgrammeGrid.reference)))
    for reference in available_programme_grids():
        if reference not in known:
            connection.execute(insert(ProgrammeGrid).values(_row(reference)))


def _row(reference: str) -> dict[str, object]:
    grid, source = load_programme_grid(reference).grid, programme_grid_text(reference)
    return {
        "reference": reference,
        "title": grid.title,
        "published_on": grid.published_on,
        "sha256": hashlib.sha256(source.encode()).hexdigest(),
        "source": source,
    }
