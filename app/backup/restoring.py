"""The way back: everything in one transaction, so that a failure leaves the database as it was."""

import tempfile
from pathlib import Path

from sqlalchemy import Engine, func, inspect, select

from app import clock
from app.backup.archive import check_archive
from app.backup.clients import ClientError, Server, clients_for, run, server_of
from app.db import writing
from app.errors import Refused
from app.letters.restored import hold_everything
from app.models import Project
from app.schema import bring_up

# Not « pg_restore --clean »: it drops only what the file knows, and stumbles on tables that came after the backup.
EMPTY = """
DO $$
DECLARE
  command text;
BEGIN
  SET LOCAL lock_timeout = '10s';
  FOREACH command IN ARRAY ARRAY(
    SELECT format('DROP TABLE IF EXISTS public.%I CASCADE', relname) FROM pg_class AS c
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc AS p
      WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS public.%I CASCADE', typname) FROM pg_type AS t
      WHERE typnamespace = 'public'::regnamespace
        AND (typtype IN ('e', 'd') OR EXISTS (SELECT FROM pg_class AS c WHERE c.oid = typrelid AND c.relkind = 'c'))
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e')
  ) LOOP
    EXECUTE command;
  END LOOP;
END $$
"""
HELD = " {} lettre(s) en attente ne partiront pas d’elles-mêmes\u202f: revoyez le suivi des campagnes."
SINCE_17 = b"SET transaction_timeout = 0;\n"


def restore(engine: Engine, file: Path, *, replace: bool) -> str:
    """Replace the whole database by the file, then bring it up to the version of the code."""
    server = server_of(engine)
    clients = clients_for(server.major)
    check_archive(clients, file)
    if not replace and (there := projects_in(engine)):
        raise Refused(
            f"La base contient déjà {there} {'projet' if there == 1 else 'projets'} : "
            "ajoutez --replace pour remplacer tout ce qu’elle contient par le contenu du fichier."
        )
    with tempfile.TemporaryDirectory(prefix="odd17-") as folder:
        script = Path(folder) / "base.sql"
        write_script(clients, file, script, server.major)
        play(clients, script, server)
    engine.dispose()
    bring_up(engine)
    with writing(engine) as session:
        held = hold_everything(session, now=clock.now())
    return f"Base restaurée depuis {file} : {projects_in(engine)} projets.{HELD.format(held) if held else ''}"


def projects_in(engine: Engine) -> int:
    with engine.connect() as connection:
        if not inspect(connection).has_table(Project.__tablename__):
            return 0
        return connection.scalar(select(func.count(Project.id))) or 0


def write_script(clients: Path, file: Path, script: Path, major: int) -> None:
    """Read the file to its end before the database is touched: half a backup never replaces anything."""
    whole = script.with_suffix(".brut")
    try:
        run(clients / "pg_restore", "--no-owner", "--no-privileges", f"--file={whole}", file)
    except ClientError as fault:
        raise Refused(f"Le fichier « {file} » est abîmé : {fault}. La base n’a pas changé.") from fault
    if major >= 17:
        whole.rename(script)
        return
    with whole.open("rb") as lines, script.open("wb") as kept:  # newer programs set what an older server ignores
        kept.writelines(line for line in lines if line != SINCE_17)


def play(clients: Path, script: Path, server: Server) -> None:
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    steps = (f"--dbname={server.address}", f"--command={EMPTY}", f"--file={script}")
    try:
        run(clients / "psql", *options, *steps, server=server)
    except ClientError as fault:
        raise Refused(f"La restauration a échoué, la base n’a pas changé : {fault}.") from fault
