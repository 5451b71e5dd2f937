"""A grid as the text of its file: written by the site, read from anywhere."""

import tomllib

import tomli_w

from evaluation import Grid, GridError, grid_faults, grid_values, parse_grid

LARGEST = 400_000
"""Characters; the whole grid of the fund holds about twelve thousand."""


def written(grid: Grid) -> str:
    return tomli_w.dumps(grid_values(grid))


def faults_of(text: str) -> tuple[str, ...]:
    """Everything wrong in the file, each at its place; none when it can be read."""
    if len(text) > LARGEST:
        return ("Grille\u00a0: ce fichier est trop grand pour être une grille.",)
    try:
        return grid_faults(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return (_unreadable(text),)


def _unreadable(text: str) -> str:
    try:
        parse_grid(text)
    except GridError as fault:
        return str(fault)
    except RecursionError:
        pass
    return "Grille\u00a0: le fichier ne se lit pas."
