"""A new version of the programme grid: a file read, checked whole, then published and never touched again."""

import hashlib
import tomllib

from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import ProgrammeGrid, User
from app.reviews.queries import programme_grids
from evaluation import GridError
from evaluation.programme_grid import ProgrammeGrid as Grid
from evaluation.programme_grid import parse_programme_grid, programme_grid_faults

LARGEST = 400_000


def read_draft(session: Session, *, text: str) -> Grid:
    """A version ready to be published, and nothing written. Refused with every fault at once."""
    if faults := faults_of(text):
        raise Refused("\n".join(faults), field="file")
    grid = parse_programme_grid(text)
    _check_against(grid, programme_grids(session))
    return grid


def publish_grid(session: Session, *, text: str, user: User | None) -> ProgrammeGrid:
    """New reviews use it from its date on; those already prepared keep theirs."""
    grid = read_draft(session, text=text)
    version = ProgrammeGrid(
        reference=grid.reference,
        title=grid.grid.title,
        published_on=grid.grid.published_on,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=text,
    )
    session.add(version)
    session.flush()
    return version


def faults_of(text: str) -> tuple[str, ...]:
    if len(text) > LARGEST:
        return ("Grille\u00a0: ce fichier est trop grand pour être une grille.",)
    try:
        return programme_grid_faults(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        return (_unreadable(text),)


def _check_against(grid: Grid, published: list[ProgrammeGrid]) -> None:
    newest = published[0]
    known = newest.reference.partition("@")[0]
    if grid.grid.id != known:
        raise Refused(
            f"Cette grille s’appelle «\u00a0{grid.grid.id}\u00a0»\u202f: celle du Fonds est «\u00a0{known}\u00a0».",
            field="file",
        )
    if grid.reference in {own.reference for own in published}:
        raise Refused(
            f"La version {grid.grid.version} est déjà publiée\u202f: changez «\u00a0version\u00a0».", field="file"
        )
    if grid.grid.published_on < newest.published_on:
        raise Refused(
            f"La dernière version publiée prend effet le {newest.published_on:%d/%m/%Y}\u202f: "
            "«\u00a0published_on\u00a0» doit être ce jour-là ou plus tard.",
            field="file",
        )


def _unreadable(text: str) -> str:
    try:
        parse_programme_grid(text)
    except GridError as fault:
        return str(fault)
    except RecursionError:
        pass
    return "Grille\u00a0: le fichier ne se lit pas."
