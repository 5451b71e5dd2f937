"""Backups, whole and forged."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.backup.documents import documents_folder
from app.models import Document, DocumentVersion
from tests import factories as make


def a_document(engine: Engine, content: bytes = b"%PDF-1.4 convention") -> Path:
    """A document of a new project; its file."""
    sha256 = hashlib.sha256(content)
    with Session(engine) as session:
        document = Document(project_id=make.a_project(session).id, kind="convention", title="Convention")
        make.keep(session, document)
        held = {"file_name": "convention.pdf", "media_type": "application/pdf", "size_bytes": len(content)}
        make.keep(session, DocumentVersion(document_id=document.id, number=1, sha256=sha256.digest(), **held))
        session.commit()
    name = sha256.hexdigest()
    file = documents_folder() / name[:2] / name[2:4] / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def parts_of(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}  # type: ignore[union-attr]


def written(file: Path, parts: dict[str, bytes]) -> Path:
    with tarfile.open(file, "w|", format=tarfile.GNU_FORMAT) as tar:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o600
            tar.addfile(entry, io.BytesIO(content))
    return file


def forged(file: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """The same backup, whose account of itself lies."""
    parts = parts_of(file)
    account = json.loads(parts["manifest.json"])
    change(account)
    parts["manifest.json"] = json.dumps(account).encode()
    return written(file.with_name(f"{file.name}.faux"), parts)
