"""What the rungs of a drill share: the file, its parts once read, the server once started."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.backup.keys import Identity
from app.backup.manifest import Manifest
from app.backup.unpacking import Unpacked

OLD = "cette sauvegarde d’une première version ne dit pas ce qu’elle contenait"


class CouldNot(Exception):  # noqa: N818
    """It could not be looked at; the message says why, in French, from a small letter."""


class Failed(Exception):  # noqa: N818
    """It was looked at and is wrong; the message is a French sentence."""


@dataclass
class Bench:
    file: Path
    identities: Sequence[Identity]
    binaries: Path
    kept: ExitStack
    parts: Unpacked | None = None
    server: Engine | None = None

    @property
    def held(self) -> Unpacked:
        if self.parts is None:
            raise CouldNot("le fichier n’a pas été lu")
        return self.parts

    @property
    def engine(self) -> Engine:
        if self.server is None:
            raise CouldNot("aucun serveur n’a été lancé")
        return self.server

    @property
    def manifest(self) -> Manifest:
        if self.held.manifest is None:
            raise CouldNot(OLD)
        return self.held.manifest
