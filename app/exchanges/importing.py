"""A received workbook: planned against what is recorded, then written all or nothing; a rehearsal only reads."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.db import Bind, reading, writing
from app.models import User
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.limits import MAX_FILE_BYTES
from imports.projects import Existing, Gathered, Plan, State, gather, plan
from imports.projects.apply import NotPermitted, apply_plan, hold_projects, take_turn
from imports.projects.columns import follow_up_columns
from imports.projects.recorded import recorded, vocabulary_of
from imports.report import as_json, as_text
from imports.vocabulary import Vocabulary
from imports.workbook import Workbook, read_workbook

MISSING = "Ce fichier est introuvable, ou ne peut pas être lu."
MEANWHILE = "Quelqu’un vient de modifier les mêmes fiches\u202f: rien n’est importé, relancez l’import."
WRITTEN = "\nImport enregistré."
REHEARSED = "\nEssai\u00a0: rien n’a été écrit."


@dataclass(frozen=True)
class Attempt:
    """What the workbook says, what is recorded, and the plan that leads from one to the other."""

    gathered: Gathered
    vocabulary: Vocabulary
    existing: Existing
    plan: Plan


def import_file(bind: Callable[[], Bind], path: Path, *, dry_run: bool, today: date) -> Plan:
    """The file is read before the database is even opened: one that cannot be read costs nothing."""
    try:
        with path.open("rb") as file:
            workbook = read_workbook(file.read(MAX_FILE_BYTES + 1), path.stem)
    except OSError:
        return nothing_done(path.name, MISSING)
    except UnreadableFile as refusal:
        return nothing_done(path.name, refusal.sentence)
    return import_projects(bind(), workbook, dry_run=dry_run, user=None, today=today)


def import_projects(bind: Bind, workbook: Workbook, *, dry_run: bool, user: User | None, today: date) -> Plan:
    """What was planned; without faults, and unless rehearsed, it is also what is now recorded."""
    if dry_run:
        with reading(bind) as session:
            return attempt(session, workbook).plan
    try:
        with writing(bind) as session:
            return write(session, workbook, user, today)
    except (IntegrityError, StaleDataError):
        return nothing_done("", MEANWHILE)
    except NotRecorded as refusal:
        return refusal.plan


class NotRecorded(Exception):  # noqa: N818 - un refus n’est pas une panne
    """Leaves the transaction so that nothing of it stays; `plan` says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.faults)
        self.plan = plan


def write(session: Session, workbook: Workbook, user: User | None, today: date) -> Plan:
    made = attempt(session, workbook, hold=True)
    if not made.plan.may_be_applied:
        raise NotRecorded(made.plan)
    try:
        apply_plan(session, made.plan, made.existing, user=user, today=today)
    except NotPermitted as refusal:
        raise NotRecorded(refused(made, refusal)) from refusal
    return made.plan


def attempt(session: Session, workbook: Workbook, *, hold: bool = False) -> Attempt:
    take_turn(session)
    vocabulary = vocabulary_of(session)
    gathered = gather(workbook, vocabulary)
    if hold:
        hold_projects(session, gathered.codes)
    existing = recorded(session, gathered.codes)
    return Attempt(gathered, vocabulary, existing, plan(gathered, existing, vocabulary))


def refused(made: Attempt, refusal: NotPermitted) -> Plan:
    """A rule of the database that the plan did not foresee, told at the project's own cell."""
    row = next((each for each in made.gathered.projects if each.code == refusal.named), None)
    if row is None:
        return nothing_done(refusal.named, refusal.sentence)
    fault = row.source.fault(follow_up_columns(made.vocabulary).code, refusal.sentence)
    projects = (replace(each, state=State.REFUSED) if each.code == row.code else each for each in made.plan.projects)
    return replace(made.plan, projects=tuple(projects), faults=(fault,))


def nothing_done(read: str, sentence: str) -> Plan:
    """A refusal of the file as a whole, which no cell is to blame for."""
    return Plan((), (), (Fault("", "", "Fichier", read, sentence),), ())


def told(done: Plan, *, dry_run: bool) -> str:
    whole = [fault.expected for fault in done.faults if not fault.sheet]
    if whole:
        return "\n".join(whole)
    ending = "" if done.faults else REHEARSED if dry_run else WRITTEN
    return "\n".join(filter(None, [as_text(done), ending]))


def told_to_a_program(done: Plan) -> str:
    return json.dumps(as_json(done), ensure_ascii=False)
