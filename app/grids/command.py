"""A grid as a file, from a terminal: the same refusals as the page."""

from pathlib import Path

from sqlalchemy import Engine

from app.assessments.queries import newest_grid
from app.db import reading, writing
from app.errors import Refused
from app.grids.documents import LARGEST
from app.grids.queries import draft_address, get_version, version_of
from app.grids.service import import_draft


def export_grid(engine: Engine, out: Path, reference: str = "") -> str:
    """The version in force when none is named."""
    with reading(engine) as session:
        version = get_version(session, reference) if reference else newest_grid(session)
        source, number = version.source, version.version
    try:
        out.write_text(source, encoding="utf-8")
    except OSError as fault:
        raise Refused(f"Le fichier « {out} » ne peut pas être écrit : {fault.strerror}.") from fault
    return f"La version {number} de la grille est écrite dans {out}."


def import_grid(engine: Engine, file: Path) -> str:
    """As a draft, to be read and published on screen."""
    try:
        with file.open(encoding="utf-8-sig") as opened:
            text = opened.read(LARGEST + 1)
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"Le fichier « {file} » ne peut pas être lu.") from fault
    with writing(engine) as session:
        draft = import_draft(session, text=text, user=None)
        return f"Brouillon de la version {version_of(draft.reference)} : relisez-le sur {draft_address(draft.id)}."
