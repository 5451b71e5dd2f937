"""Writing the backup: to a temporary name first, so that the name asked for is never half a backup."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.backup.archive import check_archive
from app.backup.clients import ClientError, clients_for, run, server_of
from app.errors import Refused
from app.schema import current_revision


def save(engine: Engine, file: Path) -> str:
    """Write the database as it is, without bringing it up: what is saved before an update is what was there."""
    refuse_existing(file)
    with engine.connect() as connection:
        if current_revision(connection) is None:
            raise Refused("La base est vide : il n’y a rien à sauvegarder.")
    server = server_of(engine)
    clients = clients_for(server.major)
    with partial(file) as part:
        try:
            dump = ("--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=10s")
            run(clients / "pg_dump", *dump, f"--file={part}", f"--dbname={server.address}", server=server)
        except ClientError as fault:
            raise Refused(f"La sauvegarde n’a pas pu se faire : {fault}.") from fault
        check_archive(clients, part)
        refuse_existing(file)
        part.rename(file)
    return f"Base sauvegardée dans {file} ({max(1, file.stat().st_size // 1000)} ko)."


def refuse_existing(file: Path) -> None:
    if file.exists():
        raise Refused(f"Le fichier « {file} » existe déjà : une sauvegarde n’en remplace jamais une autre.")


@contextmanager
def partial(file: Path) -> Iterator[Path]:
    """A name beside the file, readable by its owner only; gone when the block fails."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".partiel")
    except OSError as fault:
        raise Refused(f"Le fichier « {file} » ne peut pas être écrit : {fault.strerror}.") from fault
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
