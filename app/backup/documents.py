"""The files of the documents, named by their digest: copied as they are, put back as they were."""

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from app.backup.packing import add, document_name
from app.settings import settings

NAMED = "SELECT DISTINCT encode(sha256, 'hex') AS sha256, size_bytes FROM document_version ORDER BY 1"
SHOWN = 3


def documents_folder() -> Path:
    return settings().data_dir / "documents"


def named_in(connection: Connection) -> dict[str, int]:
    """{digest: size} of every file that the database names; none in a database of before the documents."""
    if not connection.scalar(text("SELECT to_regclass('public.document_version') IS NOT NULL")):
        return {}
    return {row.sha256: row.size_bytes for row in connection.execute(text(NAMED))}


def pack(tar: tarfile.TarFile, named: dict[str, int], folder: Path) -> tuple[dict[str, int], list[str]]:
    """Copy each file named: those that were copied, and a sentence for each that is missing or altered."""
    packed, faults = {}, []
    for sha256, size in named.items():
        fault = _pack_one(tar, folder / sha256[:2] / sha256[2:4] / sha256, sha256, size)
        if fault:
            faults.append(fault)
        else:
            packed[sha256] = size
    return packed, faults


def _pack_one(tar: tarfile.TarFile, path: Path, sha256: str, size: int) -> str | None:
    try:
        if digest_of(path) != sha256 or path.stat().st_size != size:
            return f"Le document {sha256[:12]}… a été altéré\u202f: il n’est pas dans la sauvegarde."
        source = path.open("rb")
    except OSError:
        return f"Le document {sha256[:12]}… manque\u202f: il n’est pas dans la sauvegarde."
    with source:
        add(tar, document_name(sha256), source, size)
    return None


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_back(unpacked: Path, folder: Path) -> int:
    """Add the files of a backup to those that are there; one that is there already and whole is left alone."""
    added = 0
    for source in _files(unpacked):
        target = folder / source.relative_to(unpacked)
        if target.is_file() and digest_of(target) == source.name:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{source.name}.partiel")
        shutil.copyfile(source, part)
        os.chmod(part, 0o600)  # noqa: PTH101
        part.replace(target)
        added += 1
    return added


def sweep_orphans(connection: Connection, folder: Path) -> int:
    """Files that no record names any more: those of the database that was replaced."""
    named = named_in(connection)
    orphans = [file for file in _files(folder) if file.name not in named]
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.glob("??/??/*") if file.is_file())
