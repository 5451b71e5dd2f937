"""The documents: every file named by a version is there, whole, and nobody else reads it."""

import stat
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.doctor.finding import Finding, fault, good, listed, watch
from app.documents import storage
from app.documents.sweeping import forgotten_files
from app.documents.words import size_words
from app.models import Document, DocumentVersion, Project
from app.web.filters import number, plural

OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Named(NamedTuple):
    sha256: bytes
    size_bytes: int
    code: str
    document_id: int
    number: int

    @property
    def words(self) -> str:
        return f"{self.code} (document {self.document_id}, version {self.number})"


def document_files(session: Session) -> Finding:
    """Each content read from end to end, however long it takes: the digest of a file says whether it is the one."""
    named, started = _named(session), time.monotonic()
    if not named:
        return good("Aucun document n’est gardé.")
    lost = [(own, state) for own in named if (state := _state(own))]
    if lost:
        told = listed([f"{own.words} {state}" for own, state in lost])
        return fault(f"{plural(len(lost), 'fichier de document', 'fichiers de documents')} en faute\u00a0: {told}.")
    size = size_words(sum(own.size_bytes for own in named))
    seconds = number(round(time.monotonic() - started, 1))
    return good(
        f"{plural(len(named), 'fichier relu', 'fichiers relus')} en entier ({size}, {seconds}\u00a0s), intacts."
    )


def document_folder(session: Session) -> Finding:
    """Who may read the files, and those that no version names."""
    try:
        files = list(storage.stored_files())
        opened = [path for path in (storage.folder(), *files) if path.exists() and path.stat().st_mode & OPEN_TO_OTHERS]
    except OSError:
        return fault(f"Le dossier des documents ({storage.folder()}) n’a pas pu être lu.")
    if opened:
        return watch(
            f"Des documents peuvent être lus par d’autres comptes de la machine\u00a0: {_shown(opened)}. "
            f"Rendez-les privés\u00a0: chmod -R go= {storage.folder()}."
        )
    forgotten = forgotten_files(session, files)
    if forgotten:
        words = plural(len(forgotten), "fichier n’est", "fichiers ne sont")
        return watch(f"{words} d’aucun document\u00a0: le travailleur les efface chaque nuit, passé un jour.")
    return good("Le dossier des documents est privé et ne contient rien d’oublié.")


def _named(session: Session) -> Sequence[Named]:
    """Once by content and size said of it."""
    statement = (
        select(DocumentVersion.sha256, DocumentVersion.size_bytes, Project.code, Document.id, DocumentVersion.number)
        .join(Document, Document.id == DocumentVersion.document_id)
        .join(Project, Project.id == Document.project_id)
        .ext(distinct_on(DocumentVersion.sha256, DocumentVersion.size_bytes))
        .order_by(DocumentVersion.sha256, DocumentVersion.size_bytes, Document.id, DocumentVersion.number)
    )
    return [Named._make(row) for row in session.execute(statement)]


def _state(own: Named) -> str:
    """Empty when it is the very file that was kept."""
    try:
        with storage.open_stored(own.sha256) as stream:
            found = storage.digest_of(stream)
    except FileNotFoundError:
        return "manque"
    except OSError:
        return "n’a pas pu être lu"
    if found.size != own.size_bytes:
        return "n’a pas la taille attendue"
    return "" if found.sha256 == own.sha256 else "a été altéré"


def _shown(paths: Sequence[Path]) -> str:
    return listed([path.relative_to(storage.folder().parent) for path in paths])
