"""The server, and whether the tables and their rules are those of the code."""

from sqlalchemy import Connection, bindparam, text

from app import clock
from app.doctor.finding import Finding, fault, good, listed, watch
from app.models import Base
from app.schema import current_revision, drift, is_known_revision
from app.tables import newest_revision

SUPPORTED = range(15, 19)
NEAR, FAR = 5, 60  # seconds; a code of the second factor lasts thirty
POWERS = "SELECT rolname AS name, rolsuper OR rolcreaterole AS boundless FROM pg_roles WHERE rolname = current_user"
# Rules that no table definition shows: they live in triggers only (migrations 0003 and 0012).
TRIGGERS = (
    "ck_allocation_total",
    "ck_investment_allocations",
    "ck_project_status_move",
    "result_is_frozen",
    "axis_result_is_frozen",
    "grid_version_is_frozen",
    "crosswalk_is_frozen",
    "programme_grid_is_frozen",
    "programme_result_is_frozen",
    "journal_insert",
    "journal_update",
    "journal_delete",
    "journal_is_kept",
)
ACTIVE_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal"
DISABLED = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
WHERE tgenabled IN ('D', 'R') AND tgrelid::regclass::text IN :tables
UNION
SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
WHERE NOT convalidated AND conrelid::regclass::text IN :tables
ORDER BY 1
"""


def server_version(connection: Connection) -> Finding:
    version = connection.dialect.server_version_info or (0,)
    name = ".".join(map(str, version))
    if version[0] not in SUPPORTED:
        return fault(
            f"La base répond, mais PostgreSQL {name} n’est pas pris en charge : il faut une version de 15 à 18."
        )
    return good(f"La base répond (PostgreSQL {name}).")


def clock_agrees(connection: Connection) -> Finding:
    """Links, codes and sessions end by the clock of the machine; what is recorded is dated by either."""
    there = connection.scalar(text("SELECT clock_timestamp()"))
    apart = abs((clock.now() - there).total_seconds()) if there else 0.0
    if apart > FAR:
        return fault(f"L’horloge de la machine et celle de la base diffèrent de {apart:.0f}\u00a0secondes.")
    if apart > NEAR:
        return watch(f"L’horloge de la machine et celle de la base diffèrent de {apart:.0f}\u00a0secondes.")
    return good("L’horloge de la machine et celle de la base sont d’accord.")


def ordinary_role(connection: Connection) -> Finding:
    powers = connection.execute(text(POWERS)).one()
    if powers.boundless:
        return watch(
            f"Le site se connecte à la base sous un rôle qui peut tout ({powers.name}) : donnez-lui un rôle ordinaire."
        )
    return good("Le site se connecte à la base sous un rôle ordinaire.")


def migrations(connection: Connection) -> Finding:
    current, newest = current_revision(connection), newest_revision()
    if current is None:
        return fault("La base n’a pas encore été préparée : « odd17 serve » ou « odd17 demo » la prépare.")
    if not is_known_revision(current):
        return fault(f"La base est plus récente que le back office (version {current}) : mettez-le à jour.")
    if current != newest:
        return fault(f"La base est en version {current} et attend la {newest} : « odd17 serve » la met à jour.")
    return good(f"La base est à jour (version {current}).")


def same_tables(connection: Connection) -> Finding:
    differences = drift(connection)
    if differences:
        return fault(f"Les tables ne sont pas celles du code : {listed(differences)}.")
    return good("Les tables sont celles du code.")


def rules_in_force(connection: Connection) -> Finding:
    """A rule switched off « for a minute » and forgotten lets anything in."""
    missing = sorted(set(TRIGGERS) - set(connection.scalars(text(ACTIVE_TRIGGERS))))
    query = text(DISABLED).bindparams(bindparam("tables", expanding=True))
    off = connection.scalars(query, {"tables": list(Base.metadata.tables)}).all()
    if missing or off:
        return fault(f"Des règles de la base sont désactivées : {listed([*missing, *off])}.")
    return good("Les règles que la base garde elle-même sont toutes en vigueur.")
