"""The programme grids that come with the project. A published version is never edited: a new file is added."""

from functools import cache
from importlib import resources

from evaluation.fields import GridError
from evaluation.programme_grid import ProgrammeGrid, parse_programme_grid

SUFFIX = ".toml"


def available_programme_grids() -> tuple[str, ...]:
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def programme_grid_text(reference: str) -> str:
    """The file as published."""
    known = available_programme_grids()
    if reference not in known:
        raise GridError(f"La grille de programme « {reference} » est inconnue ; grilles connues : {', '.join(known)}.")
    return resources.files(__name__).joinpath(reference + SUFFIX).read_text(encoding="utf-8")


@cache
def load_programme_grid(reference: str) -> ProgrammeGrid:
    return parse_programme_grid(programme_grid_text(reference))
