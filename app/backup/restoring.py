"""The way back: everything in one transaction, so that a failure leaves the database as it was."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine, func, inspect, select

from app.backup.archive import check_archive
from app.backup.clients import ClientError, Server, reading_clients, run, server_of
from app.backup.documents import documents_folder, put_back
from app.backup.keys import Identity
from app.backup.settling import settle_restored
from app.backup.unpacking import Unpacked, unpacked
from app.backup.workplace import workplace
from app.errors import Refused
from app.models import Project
from app.privacy.replay import known_erasures
from app.schema import bring_up
from app.settings import settings

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
SINCE_17 = b"SET transaction_timeout = 0;\n"


def restore(engine: Engine, file: Path, *, replace: bool, identities: Sequence[Identity] = ()) -> str:
    """Replace the whole database and its documents by the file, then bring them up to the version of the code."""
    with workplace(settings().data_dir) as folder:
        held = _read(file, folder, identities)
        check_archive(reading_clients(server_of(engine).major), held.dump, file)
        if not replace and (there := projects_in(engine)):
            raise Refused(
                f"La base contient déjà {there} {'projet' if there == 1 else 'projets'}\u00a0: "
                "ajoutez --replace pour remplacer tout ce qu’elle contient par le contenu du fichier."
            )
        forgotten = known_erasures(engine)
        put_back(held.documents, documents_folder())
        put_database(engine, held.dump, file, folder)
    bring_up(engine)
    told = settle_restored(engine, forgotten)
    faults = held.manifest.faults if held.manifest else ()
    return "\n".join([f"Base restaurée depuis {file}\u00a0: {projects_in(engine)} projets.{told}", *faults])


def _read(file: Path, folder: Path, identities: Sequence[Identity]) -> Unpacked:
    try:
        return unpacked(file, folder, identities)
    except OSError as fault:
        raise Refused(f"La restauration n’a pas commencé, rien n’a changé\u00a0: {fault.strerror or fault}.") from fault


def put_database(engine: Engine, dump: Path, file: Path, folder: Path) -> None:
    """Play the dump in one transaction. `file` is the name that a refusal tells."""
    server = server_of(engine)
    clients = reading_clients(server.major)
    script = folder / "base.sql"
    write_script(clients, dump, file, script, server.major)
    play(clients, script, server)
    script.unlink()
    engine.dispose()


def projects_in(engine: Engine) -> int:
    with engine.connect() as connection:
        if not inspect(connection).has_table(Project.__tablename__):
            return 0
        return connection.scalar(select(func.count(Project.id))) or 0


def write_script(clients: Path, dump: Path, file: Path, script: Path, major: int) -> None:
    """Read the file to its end before the database is touched: half a backup never replaces anything."""
    whole = script.with_suffix(".brut")
    try:
        run(clients / "pg_restore", "--no-owner", "--no-privileges", f"--file={whole}", dump)
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
