"""Each rung says in a French sentence what it saw, or raises."""

import shutil
import tempfile

from app.backup import documents, measuring
from app.backup.archive import check_archive
from app.backup.clients import reading_clients, server_of
from app.backup.drill.bench import Bench, CouldNot, Failed
from app.backup.drill.pages import pages_of
from app.backup.restoring import put_database
from app.backup.throwaway import aside, throwaway_server
from app.backup.unpacking import unpacked
from app.db import reading
from app.doctor.examination import OF_THE_DATA, of_data
from app.doctor.finding import State, listed
from app.doctor.results import results_can_be_computed_again
from app.journal.verification import count_sealed, faults_of_chain
from app.schema import bring_up, drift
from app.tables import newest_revision

RULES = tuple(check for check in OF_THE_DATA if check.__module__ in ("app.doctor.reference", "app.doctor.records"))
TIMES_THE_SIZE = 2  # the rows, then the indexes and the journal of the server
MARGIN = 200_000_000


def read_whole(bench: Bench) -> str:
    folder = bench.kept.enter_context(aside())
    bench.parts = unpacked(bench.file, folder, bench.identities)
    manifest = bench.parts.manifest
    _room_for(manifest.database_bytes if manifest else bench.file.stat().st_size * 10)
    sealed = "déchiffré, " if bench.identities else ""
    return f"Le fichier est {sealed}lu jusqu’au bout, chaque partie a son empreinte."


def _room_for(size: int) -> None:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < TIMES_THE_SIZE * size + MARGIN:
        raise CouldNot(f"il ne reste que {free // 1_000_000}\u00a0Mo dans {tempfile.gettempdir()}")


def start_server(bench: Bench) -> str:
    bench.server = bench.kept.enter_context(throwaway_server(bench.binaries))
    return f"Un serveur PostgreSQL {server_of(bench.server).major} est lancé à part."


def put_back(bench: Bench) -> str:
    clients = reading_clients(server_of(bench.engine).major)
    check_archive(clients, bench.held.dump, bench.file)
    with aside() as folder:
        put_database(bench.engine, bench.held.dump, bench.file, folder)
    return "La base y est restaurée."


def same_rows(bench: Bench) -> str:
    told = {name: table["rows"] for name, table in bench.manifest.tables.items()}
    with measuring.one_instant(bench.engine) as connection:
        found = {name: table["rows"] for name, table in measuring.tables_of(connection).items()}
    wrong = sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name))
    if wrong:
        raise Failed(f"Le nombre de lignes n’est pas celui du jour de la sauvegarde\u00a0: {listed(wrong)}.")
    return f"{len(found)} tables, {sum(found.values())} lignes\u00a0: autant que le jour de la sauvegarde."


def same_digests(bench: Bench) -> str:
    with measuring.one_instant(bench.engine) as connection:
        found = measuring.tables_of(connection)
    wrong = sorted(name for name, table in bench.manifest.tables.items() if found.get(name) != table)
    if wrong:
        raise Failed(f"Le contenu n’est pas celui du jour de la sauvegarde\u00a0: {listed(wrong)}.")
    return "Chaque table a le contenu du jour de la sauvegarde."


def documents_are_there(bench: Bench) -> str:
    with measuring.one_instant(bench.engine) as connection:
        named = documents.named_in(connection)
    if bench.manifest.faults:
        raise Failed(" ".join(bench.manifest.faults))
    if missing := sorted(named.keys() - bench.manifest.documents.keys()):
        raise Failed(f"Des documents que la base nomme ne sont pas dans le fichier\u00a0: {listed(missing)}.")
    return f"Les documents que la base nomme sont là, intacts ({len(named)})."


def bring_to_head(bench: Bench) -> str:
    before = bench.held.manifest.revision if bench.held.manifest else "inconnue"
    bring_up(bench.engine)
    with bench.engine.connect() as connection:
        differences = drift(connection)
    if differences:
        raise Failed(
            f"Les tables ne sont pas celles du code ({len(differences)} écart(s), que "
            "«\u00a0odd17 migrations-drift\u00a0» détaille sur la base en service)."
        )
    if before == newest_revision():
        return f"La base est à la version du code ({before})."
    return f"La base passe de la version {before} à la {newest_revision()}."


def journal_is_whole(bench: Bench) -> str:
    with reading(bench.engine) as session:
        faults = faults_of_chain(session, kept=bench.manifest.journal)
        links = count_sealed(session)
    if faults:
        raise Failed(" ".join(faults))
    return f"La chaîne du journal est entière, jusqu’à sa tête du jour de la sauvegarde (maillons\u00a0: {links})."


def rules_are_kept(bench: Bench) -> str:
    findings = [of_data(bench.engine, check) for check in RULES]
    wrong = [finding.sentence for finding in findings if finding.state is State.FAULT]
    if wrong:
        raise Failed(" ".join(wrong))
    return f"Les {len(findings)} règles du Fonds sont gardées."


def scores_are_the_same(bench: Bench) -> str:
    """Results of another formula are not compared: they never pass for verified."""
    with reading(bench.engine) as session:
        finding = results_can_be_computed_again(session)
    if finding.state is State.FAULT:
        raise Failed(finding.sentence)
    if finding.state is State.WATCH:
        raise CouldNot(finding.sentence)
    return finding.sentence


def pages_show(bench: Bench) -> str:
    shown = pages_of(bench.engine)
    wrong = [f"{address} ({status})" for address, status in shown.items() if status != 200]
    if wrong:
        raise Failed(f"Des pages ne s’affichent pas\u00a0: {listed(wrong)}.")
    return f"{len(shown)} pages s’affichent\u00a0: {', '.join(shown)}."
