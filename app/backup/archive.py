"""What the dump of a database says of itself, read before anything is touched."""

import re
from pathlib import Path

from app.backup.clients import ClientError, run
from app.backup.keys import CannotOpen
from app.errors import Refused
from app.schema import is_known_revision

REVISION = re.compile(r"^COPY public\.alembic_version .*\n(\S+)\n", re.MULTILINE)
OURS = ("TABLE DATA public grid_version ", "TABLE DATA public project ")


def check_archive(clients: Path, dump: Path, named: Path | None = None) -> None:
    """Refuse what cannot be read, what comes from elsewhere, and what only a newer version could understand.

    `named`: the file that people know, when the dump is a part of it.
    """
    said = f"Le fichier «\u00a0{named or dump}\u00a0»"
    try:
        contents = run(clients / "pg_restore", "--list", dump)
        version = run(clients / "pg_restore", "--data-only", "--table=alembic_version", "--file=-", dump)
    except ClientError as fault:
        raise Refused(f"{said} n’est pas une sauvegarde lisible\u00a0: {fault}.") from fault
    found = REVISION.search(version)
    if found is None or not all(table in contents for table in OURS):
        raise Refused(f"{said} n’est pas une sauvegarde de ce back office.")
    if not is_known_revision(found.group(1)):
        raise CannotOpen(f"{said} vient d’une version plus récente\u00a0: mettez d’abord le back office à jour.")
