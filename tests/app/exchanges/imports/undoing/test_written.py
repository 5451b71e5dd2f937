"""What a batch wrote, as its report shows it."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing import WrittenField, written
from app.models import Project, project_domain
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import importing, undo
from tests.support.queries import counted


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, code="ODD17-2024-001", title="Avant")


def test_a_row_changed_shows_each_field_before_and_after_in_french(session: Session, project: Project) -> None:
    instalment = make.an_instalment(session, make.an_investment(session, project), "5000")
    milestone = make.a_milestone(session, project)
    with importing(session) as batch:
        instalment.amount_eur, instalment.due_on = Decimal("12250.50"), date(2024, 4, 2)
        instalment.milestone_id, instalment.status = milestone.id, "payable"
    (row,) = written(session, batch.id)
    assert (row.table, row.record, row.action) == ("tranche", "Tranche 1, ODD17-2024-001", "changed")
    assert row.fields == (
        WrittenField("Échéance", "01/03/2024", "02/04/2024"),
        WrittenField("Montant", "5\u202f000\u00a0€", "12\u202f250,50\u00a0€"),
        WrittenField("Jalon attendu", "", "Lancement"),
        WrittenField("État", "prévue", "à payer"),
    )


def test_a_row_added_shows_what_it_says_and_nothing_empty(session: Session, project: Project) -> None:
    indicator = make.an_indicator(session, project)
    with importing(session) as batch:
        make.a_measurement(session, indicator, Decimal("-1234.5"), evidence=2)  # type: ignore[arg-type]
    (row,) = written(session, batch.id)
    assert row.record == "01/06/2024, Foyers touchés, ODD17-2024-001"
    assert (row.action, {field.label: field.after for field in row.fields}) == (
        "added",
        {
            "Indicateur": "Foyers touchés, ODD17-2024-001",
            "Date": "01/06/2024",
            "Valeur": "−1\u202f234,5",
            "Niveau de preuve": "mesuré",
        },
    )


def test_codes_are_read_by_their_labels(session: Session, project: Project) -> None:
    with importing(session) as batch:
        session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": "sante"}])
    (row,) = written(session, batch.id)
    assert (row.table, row.record) == ("thématique de projet", "Santé, ODD17-2024-001")


def test_rows_since_removed_keep_their_names(session: Session) -> None:
    with importing(session) as batch:
        imported = make.a_project(session, code="ODD17-2024-009", title="Importé")
        make.a_milestone(session, imported)
    undoing = undo(session, batch)
    assert [row.record for row in written(session, batch.id)] == [
        "ODD17-2024-009, Importé",
        "Lancement, ODD17-2024-009",
    ]
    assert [row.action for row in written(session, undoing.id)] == ["removed", "removed"]


def test_it_is_read_a_page_at_a_time_in_as_many_statements(session: Session, project: Project) -> None:
    with importing(session) as batch:
        for _ in range(30):
            make.a_milestone(session, project, partner_id=make.a_partner(session, project).id)
    first = written(session, batch.id, limit=7)
    with counted(session.connection()) as few:
        second = written(session, batch.id, first[-1].id, limit=7)
    with counted(session.connection()) as many:
        everything = written(session, batch.id, limit=1000)
    assert [row.id for row in (*first, *second)] == [row.id for row in everything[:14]]
    assert (len(everything), len(many)) == (90, len(few))
