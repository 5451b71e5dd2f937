"""What a closing means for imports and for organisations that are joined."""

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Project
from app.partners.merging import merge
from tests.app.capitalisation.closing import a_case, a_deliverable, a_finished_project, with_every_pillar
from tests.app.exchanges.workbooks import import_follow_up
from tests.factories import a_partner, an_organisation
from tests.imports.support import FOLLOW_UP


def a_finished_line() -> tuple[str, str]:
    """The code of a project said « Terminé » in the workbook, and the cell that says so."""
    sheet = load_workbook(FOLLOW_UP)["Suivi"]
    return next((str(row[0].value), f"Suivi!O{row[0].row}") for row in sheet.iter_rows() if row[14].value == "Terminé")


def test_a_project_arrives_already_closed(connection: Connection, session: Session) -> None:
    code, cell = a_finished_line()
    assert import_follow_up(connection, {cell: "Capitalisé"}).faults == ()
    assert session.scalar(select(Project.status).where(Project.code == code)) == "capitalise"


def test_an_import_closes_a_project_whose_pillars_are_covered(connection: Connection, session: Session) -> None:
    code, cell = a_finished_line()
    import_follow_up(connection)
    with_every_pillar(session, session.scalars(select(Project).where(Project.code == code)).one())
    session.commit()
    assert import_follow_up(connection, {cell: "Capitalisé"}).faults == ()
    assert session.scalar(select(Project.status).where(Project.code == code)) == "capitalise"


def test_an_import_does_not_close_a_project_without_its_deliverables(connection: Connection, session: Session) -> None:
    code, cell = a_finished_line()
    import_follow_up(connection)
    (fault,) = import_follow_up(connection, {cell: "Capitalisé"}).faults
    assert "Aucun livrable n’est coché pour les piliers" in fault.expected
    assert session.scalar(select(Project.status).where(Project.code == code)) == "termine"


@pytest.mark.parametrize("both", [True, False], ids=["in one project", "alone"])
def test_deliverables_and_contact_follow_organisations_that_are_joined(session: Session, both: bool) -> None:
    project = a_finished_project(session)
    kept, removed = an_organisation(session, name="Les Ateliers"), an_organisation(session, name="Ateliers (les)")
    theirs = a_partner(session, project, removed)
    mine = a_partner(session, project, kept) if both else theirs
    deliverable = a_deliverable(session, project, partner_id=theirs.id)
    case = a_case(session, project, contact_partner_id=theirs.id)
    merge(session, kept=kept, removed=removed, chosen={}, user=None, now=clock.now())
    for record in (deliverable, case):
        session.refresh(record)
    assert (deliverable.partner_id, case.contact_partner_id) == (mine.id, mine.id)
