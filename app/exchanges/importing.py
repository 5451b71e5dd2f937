"""A received workbook: planned against what is recorded, then written all or nothing; a rehearsal only reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.db import Bind, reading, writing
from app.models import User
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.limits import MAX_FILE_BYTES
from imports.projects import Existing, Plan, State, gather, plan
from imports.projects.apply import NotPermitted, apply_plan, hold_projects, take_turn
from imports.projects.recorded import recorded, vocabulary_of
from imports.workbook import Workbook, read_workbook

MEANWHILE = "des données inchangées pendant l’import\u202f; quelqu’un vient de les modifier, relancez l’import"
MISSING = "un fichier lisible à cet endroit"


def import_file(bind: Callable[[], Bind], path: Path, *, dry_run: bool, today: date) -> Plan:
    """The file is read before the database is even opened: one that cannot be read costs nothing."""
    try:
        with path.open("rb") as file:
            workbook = read_workbook(file.read(MAX_FILE_BYTES + 1), path.stem)
    except OSError:
        return unread(path.name, MISSING)
    except UnreadableFile as refusal:
        return unread(path.name, refusal.sentence)
    return import_projects(bind(), workbook, dry_run=dry_run, user=None, today=today)


def import_projects(bind: Bind, workbook: Workbook, *, dry_run: bool, user: User | None, today: date) -> Plan:
    """What was planned; without faults, and unless rehearsed, it is also what is now recorded."""
    if dry_run:
        with reading(bind) as session:
            take_turn(session)
            return planned(session, workbook)[0]
    done: Plan | None = None
    try:
        with writing(bind) as session:
            take_turn(session)
            done, existing = planned(session, workbook, hold=True)
            if done.may_be_applied:
                apply_plan(session, done, existing, user=user, today=today)
    except NotPermitted as refusal:
        return refused(done, refusal)
    except (IntegrityError, StaleDataError):
        ...
    return done


def planned(session: Session, workbook: Workbook, *, hold: bool = False) -> tuple[Plan, Existing]:
    vocabulary = vocabulary_of(session)
    gathered = gather(workbook, vocabulary)
    if hold:
        hold_projects(session, gathered.codes)
    existing = recorded(session, gathered.codes)
    return plan(gathered, existing, vocabulary), existing
