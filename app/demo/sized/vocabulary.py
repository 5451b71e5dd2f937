"""The lists, the places and the grid that a made-up portfolio draws from, as this database has them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.assessments.gather import grid_of
from app.assessments.queries import newest_grid
from app.qualification.versions import current_version
from evaluation import Grid

IN_A_REGION = 120
COMMUNES = f"""
SELECT id, label, region_code FROM (
  SELECT id, label, region_code, population,
    row_number() OVER (PARTITION BY region_code ORDER BY population DESC NULLS LAST, id) AS place
  FROM territory WHERE kind = 'commune' AND region_code IS NOT NULL) AS ranked
WHERE place <= {IN_A_REGION} ORDER BY region_code, place
"""  # noqa: S608  (a number of ours)

MEASURES = "SELECT id FROM roadmap_measure ORDER BY number"
PROGRAMMES = "SELECT id, starts_on FROM programme WHERE starts_on IS NOT NULL ORDER BY starts_on, id"


class Commune(NamedTuple):
    id: str
    label: str
    region: str


@dataclass(frozen=True)
class Vocabulary:
    """Codes of the lists, in their order. ``modes``: (mode, its category); ``programmes``: (number, first day)."""

    communes: list[Commune]
    modes: list[tuple[str, str]]
    phases: list[str]
    domains: list[str]
    goals: list[str]
    scales: list[str]
    objectives: list[str]
    engineerings: list[str]
    pillars: list[str]
    programmes: list[tuple[int, date]]
    methods: list[str]
    measures: list[int]
    practices: list[str]
    qualification_grid: int
    grid_reference: str
    grid: Grid


def read_vocabulary(session: Session, today: date) -> Vocabulary:
    connection = session.connection()
    reference, qualifying = newest_grid(session, today).reference, current_version(session)
    return Vocabulary(
        communes=[Commune(*row) for row in _lines(connection, COMMUNES)],
        modes=[(code, category) for code, category in _lines(connection, _listed("partnership_mode", "category_code"))],
        phases=_codes(connection, "innovation_phase"),
        domains=_codes(connection, "domain"),
        goals=_codes(connection, "sustainable_goal"),
        scales=_codes(connection, "scale"),
        objectives=_codes(connection, "common_objective"),
        engineerings=_codes(connection, "engineering"),
        pillars=_codes(connection, "pillar"),
        programmes=[(number, day) for number, day in _lines(connection, PROGRAMMES)],
        methods=_codes(connection, "added_value_method"),
        measures=[number for (number,) in _lines(connection, MEASURES)],
        practices=list(qualifying.grid.practices),
        qualification_grid=qualifying.id,
        grid_reference=reference,
        grid=grid_of(session, reference),
    )


def _codes(connection: Connection, table: str) -> list[str]:
    return [code for (code,) in _lines(connection, _listed(table))]


def _listed(table: str, *columns: str) -> str:
    return f"SELECT {', '.join(('code', *columns))} FROM {table} WHERE active ORDER BY position, code"  # noqa: S608


def _lines(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]
