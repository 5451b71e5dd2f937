"""The follow-up workbook with a few cells changed, and what the database holds of it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.exchanges.importing import File, import_file
from app.models import Base, Project
from imports.projects import FieldChange, Plan
from imports.workbook import read_encoded
from tests.app.exchanges.imports.files import follow_up_with
from tests.imports.support import FOLLOW_UP

FIRST = "ODD17-2023-001"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def import_follow_up(
    connection: Connection, cells: Mapping[str, object] | None = None, *, dry_run: bool = False
) -> Plan:
    """The follow-up workbook through the command's own way, a few cells changed: {« Suivi!K5 »: 6000}."""
    content = follow_up_with(cells) if cells else FOLLOW_UP.read_bytes()
    file = File("projets", FOLLOW_UP.name, content, read_encoded(content))
    done = import_file(connection, file, dry_run=dry_run, user=None, now=NOW)
    assert done.plan.followed is not None or done.plan.faults
    return done.plan.followed.plan if done.plan.followed else Plan((), (), done.plan.faults, done.plan.notes)


def counts(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def changes_of(done: Plan) -> list[FieldChange]:
    assert done.faults == ()
    return [change for project in done.projects for change in project.changes]


def the_first(session: Session) -> Project:
    return session.scalars(select(Project).where(Project.code == FIRST)).one()
