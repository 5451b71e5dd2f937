"""Writing the backup: to a temporary name first, so that the name asked for is never half a backup."""

import os
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy import Connection, Engine

from app import clock
from app.backup import documents, measuring
from app.backup.archive import check_archive
from app.backup.clients import ClientError, clients_for, run, server_of
from app.backup.journal import head_of
from app.backup.keys import Recipient
from app.backup.manifest import Manifest, told_settings
from app.backup.packing import DUMP, MANIFEST, Part, add
from app.backup.sealing import sealed_into
from app.backup.workplace import workplace
from app.db import writing
from app.errors import Refused
from app.journal.verification import seal
from app.schema import current_revision
from app.settings import settings
from app.tables import newest_revision


@dataclass(frozen=True)
class Saved:
    """`faults`: what is missing from it, one French sentence each; a backup with faults is not complete."""

    file: Path
    size: int
    sha256: str
    is_encrypted: bool
    documents: int
    faults: Sequence[str] = ()

    @property
    def sentence(self) -> str:
        sealed = "chiffrée" if self.is_encrypted else "en clair"
        held = f"{self.documents}\u00a0document{'s' if self.documents > 1 else ''}"
        told = f"Base sauvegardée dans {self.file} ({max(1, self.size // 1000)}\u00a0ko, {held}, {sealed})."
        return "\n".join([told, *self.faults, *(["Sauvegarde incomplète."] if self.faults else [])])


def save(engine: Engine, file: Path, *, recipients: Sequence[Recipient] = ()) -> Saved:
    """Write the database as it is, without bringing it up: what is saved before an update is what was there."""
    refuse_existing(file)
    seal_the_journal(engine)
    with measuring.one_instant(engine) as connection:
        if current_revision(connection) is None:
            raise Refused("La base est vide\u00a0: il n’y a rien à sauvegarder.")
        try:
            with partial(file) as part, workplace(settings().data_dir) as folder:
                dump = folder / DUMP
                write_dump(engine, connection, dump)
                with sealed_into(part, recipients) as out:
                    manifest = pack(connection, dump, out)
                refuse_existing(file)
                part.rename(file)
        except OSError as fault:
            raise Refused(f"La sauvegarde n’a pas pu s’écrire\u00a0: {fault.strerror or fault}.") from fault
    size, sha256 = file.stat().st_size, documents.digest_of(file)
    return Saved(file, size, sha256, bool(recipients), len(manifest.documents), manifest.faults)


def seal_the_journal(engine: Engine) -> None:
    """So that its head, written in the backup, answers for everything that came before."""
    with engine.connect() as connection:
        if current_revision(connection) != newest_revision():
            return
    with writing(engine) as session:
        seal(session)


def write_dump(engine: Engine, connection: Connection, dump: Path) -> None:
    """By PostgreSQL's own program, at the very instant that the connection reads."""
    server = server_of(engine)
    clients = clients_for(server.major)
    options = ("--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=10s")
    shared = f"--snapshot={measuring.snapshot_name(connection)}"
    try:
        run(clients / "pg_dump", *options, shared, f"--file={dump}", f"--dbname={server.address}", server=server)
    except ClientError as fault:
        raise Refused(f"La sauvegarde n’a pas pu se faire\u00a0: {fault}.") from fault
    check_archive(clients, dump)


def pack(connection: Connection, dump: Path, out: object) -> Manifest:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.GNU_FORMAT) as tar:  # type: ignore[call-overload]
        with dump.open("rb") as source:
            written = add(tar, DUMP, source, dump.stat().st_size)
        packed, faults = documents.pack(tar, documents.named_in(connection), documents.documents_folder())
        manifest = measured(connection, written, packed, faults)
        content = manifest.written()
        add(tar, MANIFEST, BytesIO(content), len(content))
    return manifest


def measured(connection: Connection, dump: Part, packed: dict[str, int], faults: list[str]) -> Manifest:
    return Manifest(
        made_at=clock.now().isoformat(),
        revision=str(current_revision(connection)),
        postgresql=".".join(map(str, connection.dialect.server_version_info or ())),
        tables=measuring.tables_of(connection),
        dump={"size": dump.size, "sha256": dump.sha256},
        database_bytes=measuring.bytes_of(connection),
        journal=head_of(connection),
        documents=packed,
        faults=faults,
        settings=told_settings(settings()),
    )


def refuse_existing(file: Path) -> None:
    if file.exists():
        raise Refused(
            f"Le fichier «\u00a0{file}\u00a0» existe déjà\u00a0: une sauvegarde n’en remplace jamais une autre."
        )


@contextmanager
def partial(file: Path) -> Iterator[Path]:
    """A name beside the file, readable by its owner only; gone when the block fails."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".partiel")
    except OSError as fault:
        raise Refused(f"Le fichier «\u00a0{file}\u00a0» ne peut pas être écrit\u00a0: {fault.strerror}.") from fault
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
