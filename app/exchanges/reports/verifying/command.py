"""The proof of origin from a terminal."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.db import reading
from app.errors import Refused
from app.exchanges.reports.verifying.service import check
from app.exchanges.reports.verifying.telling import told
from imports.errors import UnreadableFile

MOST = 500


@dataclass(frozen=True)
class Verified:
    """`told`: what to print, several lines."""

    told: str
    unchanged: bool


def verified(engine: Engine, path: Path) -> Verified:
    """`Refused` when the file cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Refused(f"Le fichier «\u00a0{path}\u00a0» ne peut pas être lu\u00a0: {fault.strerror}.") from fault
    with reading(engine) as session:
        try:
            checked = check(session, name=path.name, content=content)
        except UnreadableFile as refusal:
            raise Refused(refusal.sentence) from refusal
        return Verified(told(checked, MOST), checked.unchanged)
