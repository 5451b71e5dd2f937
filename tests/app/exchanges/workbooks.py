"""The follow-up workbook with a few cells changed, and what the database holds of it."""

import openpyxl
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Base, Project
from imports.projects import FieldChange, Plan
from imports.workbook import Workbook, read_workbook
from tests.imports.support import edited

FIRST = "ODD17-2023-001"


def changed(cells: dict[str, object]) -> Workbook:
    def type_in(workbook: openpyxl.Workbook) -> None:
        for place, value in cells.items():
            title, reference = place.split("!")
            workbook[title][reference] = value

    return read_workbook(edited(type_in))


def counts(session: Session) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def changes_of(done: Plan) -> list[FieldChange]:
    assert done.faults == ()
    return [change for project in done.projects for change in project.changes]


def the_first(session: Session) -> Project:
    return session.scalars(select(Project).where(Project.code == FIRST)).one()
