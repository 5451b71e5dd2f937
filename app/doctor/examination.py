"""All the checks, in the order in which they depend on each other."""

import subprocess
from collections.abc import Callable, Iterator

import psycopg
from pydantic import ValidationError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.db import engine as engine_of_settings
from app.db import reading
from app.doctor import (
    answers,
    backups,
    components,
    database,
    documents,
    exposure,
    installation,
    journal,
    queue,
    records,
    reference,
    results,
)
from app.doctor.finding import Finding, fault
from app.settings import Settings

UNREACHABLE = (SQLAlchemyError, psycopg.Error, OSError, RuntimeError, ImportError, subprocess.SubprocessError)
OF_THE_INSTALLATION = (
    installation.trial,
    installation.public_address,
    installation.mail,
    installation.folders_can_be_written,
    exposure.level_of_logs,
    exposure.folder_is_private,
    exposure.secret_files_are_private,
    exposure.limits_of_sessions,
    exposure.link_to_the_database,
    exposure.identity_provider,
    exposure.ordinary_user,
    exposure.journal_is_protected,
    exposure.second_factor,
    exposure.backups,
)
OF_THE_SERVER = (database.clock_agrees, database.ordinary_role)
OF_THE_TABLES = (database.same_tables, database.rules_in_force, journal.protected)
OF_THE_DATA = (
    reference.grids,
    reference.places,
    records.allocations_within_investments,
    records.payments_are_dated,
    records.instalments_add_up,
    records.funded_projects_were_validated,
    records.published_campaigns_have_results,
    results.results_can_be_computed_again,
    answers.published_scores_are_those_of_the_answers,
    queue.jobs,
    queue.letters,
    journal.whole,
    backups.last_backup,
    backups.last_drill,
    backups.room_for_backups,
    documents.document_folder,
    documents.document_files,
)


def diagnose(open_engine: Callable[[], Engine] = engine_of_settings) -> Iterator[Finding]:
    try:
        settings = Settings()
    except ValidationError as wrong:
        names = ", ".join(f"ODD17_{error['loc'][0]}".upper() for error in wrong.errors())
        yield fault(f"Des réglages ne peuvent pas être lus : {names}. Le reste n’a pas été examiné.")
        return
    for check in OF_THE_INSTALLATION:
        yield check(settings)
    yield installation.served_files()
    yield installation.reference_files()
    yield components.advisories()
    yield from of_the_database(open_engine)


def of_the_database(open_engine: Callable[[], Engine]) -> Iterator[Finding]:
    """What could not be examined never counts as good."""
    try:
        engine = open_engine()
        with engine.connect() as connection:
            version, state = database.server_version(connection), database.migrations(connection)
    except UNREACHABLE:
        yield fault("La base de données ne répond pas : ni ses tables ni les données n’ont été examinées.")
        return
    yield version
    yield state
    if not (version.ok and state.ok):
        yield fault("Les tables et les données n’ont pas été examinées : la base n’est pas à la version attendue.")
        return
    yield from (of_tables(engine, check) for check in (*OF_THE_SERVER, *OF_THE_TABLES))
    yield from (of_data(engine, check) for check in OF_THE_DATA)


def of_tables(engine: Engine, check: Callable[[Connection], Finding]) -> Finding:
    try:
        with engine.connect() as connection:
            return check(connection)
    except SQLAlchemyError:
        return could_not(check.__name__)


def of_data(engine: Engine, check: Callable[[Session], Finding]) -> Finding:
    try:
        with reading(engine) as session:
            return check(session)
    except SQLAlchemyError:
        return could_not(check.__name__)


def could_not(name: str) -> Finding:
    return fault(f"Une vérification n’a pas pu se faire ({name}) : la base a refusé d’y répondre.")
