"""The grid versions that come with the project. A published version is never edited: a new file is added."""

from functools import cache
from importlib import resources

from evaluation.fields import GridError
from evaluation.grid import Grid
from evaluation.grid_reader import parse_grid

SUFFIX = ".toml"


def available_grids() -> tuple[str, ...]:
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def grid_text(reference: str) -> str:
    """The file as published, for instance to store it beside a campaign."""
    if reference not in available_grids():
        raise GridError(f"La grille « {reference} » est inconnue ; grilles connues : {', '.join(available_grids())}.")
    return resources.files(__name__).joinpath(reference + SUFFIX).read_text(encoding="utf-8")


@cache
def load_grid(reference: str) -> Grid:
    return parse_grid(grid_text(reference))
