"""Reads a grid from its TOML text and refuses one that contradicts itself."""

import re
import tomllib

from evaluation import grid_parts
from evaluation.fields import GridError, fields_of
from evaluation.grid import Grid
from evaluation.grid_checks import check_grid


def parse_grid(text: str) -> Grid:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise GridError(f"Grille : le fichier ne se lit pas{_place(fault)}.") from fault
    return grid_from(data)


def grid_from(data: object) -> Grid:
    """The same from data already read."""
    fields = fields_of(data, "Grille", GridError)
    scale = grid_parts.read_scale(fields.part("scale"))
    grid = Grid(
        id=fields.text("id"),
        version=fields.text("version"),
        title=fields.text("title"),
        status=fields.text("status"),
        source=fields.text("source"),
        published_on=grid_parts.read_day(fields, "published_on"),
        scale=scale,
        publication=grid_parts.read_publication(fields.part("publication"), scale),
        dialogue=grid_parts.read_dialogue(fields.part("dialogue"), scale),
        regions=grid_parts.read_regions(fields.part("regions")),
        indices=tuple(grid_parts.read_index(row) for row in fields.rows("indices", "indice", "code")),
        approaches=tuple(grid_parts.read_approach(row) for row in fields.rows("approaches", "approche", "code")),
        axes=tuple(grid_parts.read_axis(row) for row in fields.rows("axes", "axe", "code")),
        confidentiality=grid_parts.read_confidentiality(fields.optional_part("confidentiality")),
        previous=fields.optional_text("previous"),
    )
    check_grid(grid, fields)
    return grid


def _place(fault: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+)", str(fault))
    return f" à la ligne {found[1]}" if found else ""
