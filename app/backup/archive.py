"""What a backup file says of itself, read before anything is touched."""

import re
from pathlib import Path

from app.backup.clients import ClientError, run
from app.errors import Refused
from app.schema import is_known_revision

REVISION = re.compile(r"^COPY public\.alembic_version .*\n(\S+)\n", re.MULTILINE)
OURS = ("TABLE DATA public grid_version ", "TABLE DATA public project ")


def check_archive(clients: Path, file: Path) -> None:
    """Refuse what cannot be read, what comes from elsewhere, and what only a newer version could understand."""
    if not file.is_file():
        raise Refused(f"Le fichier « {file} » n’existe pas.")
    try:
        contents = run(clients / "pg_restore", "--list", file)
        version = run(clients / "pg_restore", "--data-only", "--table=alembic_version", "--file=-", file)
    except ClientError as fault:
        raise Refused(f"Le fichier « {file} » n’est pas une sauvegarde lisible : {fault}.") from fault
    found = REVISION.search(version)
    if found is None or not all(table in contents for table in OURS):
        raise Refused(f"Le fichier « {file} » n’est pas une sauvegarde de ce back office.")
    if not is_known_revision(found.group(1)):
        raise Refused(f"Le fichier « {file} » vient d’une version plus récente : mettez d’abord le back office à jour.")
